# expect: refused
# errors: EACCES
# denials: openat
#
# Reads the host's files.
attempt("reading a file with open", lambda: open("/etc/passwd").read())
attempt("reading a file with os.open", lambda: os.open("/etc/hostname", os.O_RDONLY))
attempt("opening the root directory", lambda: os.open("/", os.O_RDONLY | os.O_DIRECTORY))
attempt("opening a path without reading it", lambda: os.open("/etc", os.O_PATH))
attempt("opening a device", lambda: open("/dev/zero", "rb").read(1))

allow("reading standard input", lambda: os.read(0, 1))
