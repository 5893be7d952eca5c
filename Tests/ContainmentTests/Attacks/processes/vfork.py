# expect: refused
# errors: EPERM
# denials: none
#
# A process that borrows the parent's memory.
attempt("vfork", lambda: in_new_process(lambda: call("vfork")))

allow("asking for its own pid", os.getpid)
