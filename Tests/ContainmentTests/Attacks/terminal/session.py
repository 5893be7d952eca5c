# expect: refused
# layer: seccomp
# errors: EPERM ENOTTY
# denials: getsid getpgid setpgid setsid
#
# Sessions and process groups decide who gets a terminal's signals.
attempt("its session", lambda: os.getsid(0))
attempt("its group", lambda: os.getpgid(0))
attempt("a group of its own", lambda: os.setpgid(0, 0))
attempt("a session of its own", os.setsid)
attempt("the terminal's foreground group", lambda: os.tcgetpgrp(1))

allow("asking for its own pid", os.getpid)
