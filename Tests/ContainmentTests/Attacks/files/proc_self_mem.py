# expect: refused
# errors: EACCES
# denials: openat
#
# Through /proc/self/mem a process writes its own read-only memory, code included.
attempt("reading /proc/self/mem", lambda: open("/proc/self/mem", "rb"))
attempt("writing /proc/self/mem", lambda: open("/proc/self/mem", "r+b"))

allow("reading its own memory", lambda: ctypes.string_at(ctypes.addressof(ctypes.c_int(1)), 4))
