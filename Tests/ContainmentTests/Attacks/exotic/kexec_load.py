# expect: killed kexec_load
#
# Starts another kernel. The flags are none of its, so that nothing is loaded.
allow("asking for its own pid", os.getpid)
attempt("kexec_load", lambda: call("kexec_load", 0, 0, 0, 0xFFFF))
