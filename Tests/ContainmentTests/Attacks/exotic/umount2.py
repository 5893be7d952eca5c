# expect: killed umount2
#
# Unmounts what hides the host's files; here a place that does not exist.
allow("asking for its own pid", os.getpid)
attempt("umount2", lambda: call("umount2", b"/tmp/belljar-probe-mount", 0))
