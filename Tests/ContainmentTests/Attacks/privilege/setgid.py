# expect: refused
# errors: EPERM
# denials: setgid setresgid setgroups
#
# The same with groups.
attempt("becoming group root", lambda: os.setgid(0))
attempt("keeping its group ids", lambda: os.setresgid(-1, -1, -1))
attempt("dropping its groups", lambda: os.setgroups([]))

allow("asking for its own pid", os.getpid)
