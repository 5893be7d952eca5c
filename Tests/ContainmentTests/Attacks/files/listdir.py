# expect: refused
# errors: EACCES
# denials: openat
#
# Lists directories.
attempt("listing the root", lambda: os.listdir("/"))
attempt("scanning the root", lambda: list(os.scandir("/")))
attempt("listing the processes", lambda: os.listdir("/proc"))
attempt("listing the own descriptors", lambda: os.listdir("/proc/self/fd"))

allow("reading standard input", lambda: os.read(0, 1))
