# expect: refused
# errors: EPERM EAGAIN RuntimeError
# denials: none
#
# A thread could go on after the program's end, and swap memory under the worker's feet.
import threading

attempt("threading.Thread", lambda: threading.Thread(target=lambda: None).start())


def native_thread():
    identifier = ctypes.c_ulong()
    # The thread would call pause(): nothing of Python's.
    error = libc.pthread_create(ctypes.byref(identifier), None, ctypes.cast(libc.pause, ctypes.c_void_p), None)
    if error != 0:
        raise OSError(error, "refused")
    return identifier.value


attempt("pthread_create", native_thread)

allow("a lock", lambda: threading.Lock().acquire())
