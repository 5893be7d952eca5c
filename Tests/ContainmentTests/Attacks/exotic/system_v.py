# expect: refused
# errors: EPERM
# denials: shmget semget msgget
#
# System V memory, semaphores and messages are found by number, from any process. None with this number exists.
attempt("shared memory", lambda: call("shmget", 0x42454C4C, 4096, 0))
attempt("semaphores", lambda: call("semget", 0x42454C4C, 1, 0))
attempt("messages", lambda: call("msgget", 0x42454C4C, 0))

allow("memory of its own", lambda: bytearray(4096))
