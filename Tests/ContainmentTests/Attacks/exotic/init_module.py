# expect: killed init_module
#
# Loads code into the kernel: an empty module.
allow("asking for its own pid", os.getpid)
attempt("init_module", lambda: call("init_module", 0, 0, b""))
