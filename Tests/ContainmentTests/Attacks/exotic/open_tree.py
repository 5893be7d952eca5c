# expect: killed open_tree
#
# A copy of a mount, as a descriptor; of a place that does not exist.
allow("asking for its own pid", os.getpid)
attempt("open_tree", lambda: call("open_tree", -100, b"/tmp/belljar-probe-tree", 0))
