# expect: refused
# errors: EACCES EPERM
# denials: open openat2 creat
#
# The older and the newer doors beside openat.
path = b"/etc/passwd"
how = (ctypes.c_uint64 * 3)(os.O_RDONLY, 0, 0)

attempt("reading with open", lambda: call("open", path, os.O_RDONLY, 0))
attempt("reading with openat2", lambda: call("openat2", -100, path, how, ctypes.sizeof(how)))
attempt("writing with creat", lambda: call("creat", b"/tmp/belljar-probe-creat", 0o600))

allow("reading standard input", lambda: os.read(0, 1))
