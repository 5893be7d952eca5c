# expect: refused
# layer: seccomp
# errors: EPERM
# denials: prctl
#
# A dumpable process may be traced by others of its user, and leaves its memory in a core file.
PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_PDEATHSIG, PR_SET_PTRACER = 4, 8, 1, 0x59616D61

attempt("PR_SET_DUMPABLE", lambda: call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0))
attempt("PR_SET_KEEPCAPS", lambda: call("prctl", PR_SET_KEEPCAPS, 0, 0, 0, 0))
attempt("PR_SET_PDEATHSIG", lambda: call("prctl", PR_SET_PDEATHSIG, 0, 0, 0, 0))
attempt("PR_SET_PTRACER", lambda: call("prctl", PR_SET_PTRACER, 0, 0, 0, 0))

allow("asking for its own pid", os.getpid)
