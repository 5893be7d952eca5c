# expect: refused
# denials: readlink
#
# Symbolic links tell paths of the host without opening anything.
attempt("the worker's path", lambda: os.readlink("/proc/self/exe"))
attempt("the working directory", lambda: os.readlink("/proc/self/cwd"))
attempt("what a descriptor is", lambda: os.readlink("/proc/self/fd/0"))

allow("stat of an open descriptor", lambda: call("fstat", 0, ctypes.create_string_buffer(512)))
