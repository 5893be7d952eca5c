# expect: refused
# errors: EPERM
# denials: syslog adjtimex kcmp uname sysinfo
#
# Asks the kernel about itself: its log, its clock's tuning, its object addresses' order, its version and load.
attempt("the kernel's log", lambda: call("syslog", 10, 0, 0))
attempt("the clock's tuning", lambda: call("adjtimex", ctypes.create_string_buffer(256)))
attempt("comparing kernel objects", lambda: call("kcmp", os.getpid(), os.getpid(), 0, 0, 1))
attempt("the kernel's version", os.uname)
attempt("the machine's memory", lambda: call_number(99, ctypes.create_string_buffer(256)))

allow("reading the clock", lambda: __import__("time").time())
