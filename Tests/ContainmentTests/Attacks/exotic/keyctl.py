# expect: killed keyctl
#
# The kernel's key rings outlive processes and carry data between runs. Only asks for the process's own ring.
allow("asking for its own pid", os.getpid)
attempt("keyctl", lambda: call("keyctl", 0, -2, 0))
