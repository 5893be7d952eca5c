# expect: killed request_key
#
# Looks a key up; with more arguments the kernel would run a helper program for it.
allow("asking for its own pid", os.getpid)
attempt("request_key", lambda: call("request_key", b"user", b"belljar-probe", 0, 0))
