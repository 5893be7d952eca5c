# expect: refused
# errors: EPERM
# denials: io_setup
#
# The older asynchronous input and output.
context = ctypes.c_ulong(0)

attempt("io_setup", lambda: call("io_setup", 1, ctypes.byref(context)))

allow("reading standard input", lambda: os.read(0, 1))
