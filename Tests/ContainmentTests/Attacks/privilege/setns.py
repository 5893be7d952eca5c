# expect: killed setns
#
# Joins a namespace. The descriptor is none, so that nothing is joined if the call is let through.
allow("asking for its own pid", os.getpid)
attempt("joining a namespace", lambda: call("setns", -1, 0))
