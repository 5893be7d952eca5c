import BelljarWorker

// All of the worker is in BelljarWorker, where tests can reach it.
Worker.main()
