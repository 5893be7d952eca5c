# A fork bomb: a process that makes processes that make processes.
try:
    import ctypes
    import os

    libc = ctypes.CDLL(None, use_errno=True)

    # Python's own os.fork refuses in a subinterpreter; the C library's does not.
    def fork():
        process = libc.fork()
        if process < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return process

except ImportError:
    # The well-known way to os where it may not be imported: one of os's own classes is a subclass
    # of object, and its methods know their globals.
    classes = ().__class__.__base__.__subclasses__()
    found = [each for each in classes if each.__name__ == "_wrap_close"][0]
    os = found.__init__.__globals__["sys"].modules["os"]

    # There is no ctypes here. But posix_spawn makes its process by the C library too.
    def fork():
        return os.posix_spawn("/bin/true", ["true"], {})


made = 0
try:
    for _ in range(30):  # a real one has no end
        if fork() == 0:
            # The new process. In a real bomb it would go round the loop as well.
            os._exit(0)
        made += 1
except (OSError, RuntimeError) as error:
    print("after", made, "processes:", error)
