# expect: killed fsopen
#
# The newer way to mount, first step; the file system does not exist.
allow("asking for its own pid", os.getpid)
attempt("fsopen", lambda: call("fsopen", b"belljar-probe", 0))
