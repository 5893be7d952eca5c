# expect: killed mount
#
# Mounts a file system, on a place that does not exist.
allow("asking for its own pid", os.getpid)
attempt("mount", lambda: call("mount", b"none", b"/tmp/belljar-probe-mount", b"tmpfs", 0, 0))
