# expect: refused
# layer: seccomp
# errors: EPERM
# denials: futex
#
# Priority inheritance carried many of the kernel's futex bugs. On a word of its own, which nobody holds.
LOCK_PI, WAKE, PRIVATE = 6, 1, 128
word = ctypes.c_uint32(0)

attempt("FUTEX_LOCK_PI", lambda: call("futex", ctypes.byref(word), LOCK_PI, 0, 0, 0, 0))
attempt("FUTEX_LOCK_PI, private", lambda: call("futex", ctypes.byref(word), LOCK_PI | PRIVATE, 0, 0, 0, 0))

allow("FUTEX_WAKE", lambda: call("futex", ctypes.byref(word), WAKE | PRIVATE, 1, 0, 0, 0))
