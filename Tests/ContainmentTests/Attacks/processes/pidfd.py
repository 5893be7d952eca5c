# expect: refused
# errors: EPERM
# denials: pidfd_open pidfd_getfd
#
# A handle on another process, and through it a copy of one of its descriptors.
attempt("pidfd_open", lambda: call("pidfd_open", 1, 0))
attempt("pidfd_getfd", lambda: call("pidfd_getfd", 3, 0, 0))

allow("asking for its own pid", os.getpid)
