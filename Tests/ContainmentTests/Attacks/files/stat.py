# expect: refused
# layer: seccomp
# denials: newfstatat statx statfs
#
# Asks what exists on the host. Landlock does not govern metadata; the filter does.
buffer = ctypes.create_string_buffer(512)

attempt("stat of the root directory", lambda: os.stat("/"))
attempt("stat of a file", lambda: os.stat("/etc/passwd"))
attempt("lstat of a file", lambda: os.lstat("/etc/passwd"))
attempt("stat of a file system", lambda: os.statvfs("/"))
# AT_EMPTY_PATH says that the path may be empty. It need not be.
attempt("stat of a file by AT_EMPTY_PATH", lambda: call("newfstatat", -100, b"/", buffer, 0x1000))
attempt("statx of a file", lambda: call("statx", -100, b"/", 0, 0x7FF, buffer))

allow("stat of an open descriptor", lambda: call("fstat", 0, buffer))
