# expect: killed add_key
#
# Adds a key to the process's own ring.
allow("asking for its own pid", os.getpid)
attempt("add_key", lambda: call("add_key", b"user", b"belljar-probe", b"x", 1, -2))
