# expect: killed ptrace
#
# Looks into another process as a debugger does: PTRACE_PEEKDATA, which changes nothing. No Python program does this,
# so the kernel ends the run.
allow("asking for its own pid", os.getpid)
attempt("ptrace", lambda: call("ptrace", 2, 1, 0, 0))
