# expect: refused
# errors: EACCES
# denials: openat
#
# The terminal under which the host runs.
attempt("/dev/tty", lambda: os.open("/dev/tty", os.O_RDWR))
attempt("what ctermid names", lambda: os.open(os.ctermid(), os.O_RDWR))
attempt("a pseudo terminal", lambda: os.open("/dev/ptmx", os.O_RDWR))
attempt("the console", lambda: os.open("/dev/console", os.O_RDONLY))

allow("asking whether output is a terminal", lambda: os.isatty(1))
