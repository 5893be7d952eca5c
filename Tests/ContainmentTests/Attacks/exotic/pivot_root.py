# expect: killed pivot_root
#
# Exchanges the root directory; here for one that does not exist.
allow("asking for its own pid", os.getpid)
attempt("pivot_root", lambda: call("pivot_root", b"/tmp/belljar-probe-root", b"/tmp/belljar-probe-root"))
