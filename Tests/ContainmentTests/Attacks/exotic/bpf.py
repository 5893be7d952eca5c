# expect: killed bpf
#
# Loads programs into the kernel. The command here is none of its.
allow("asking for its own pid", os.getpid)
attempt("bpf", lambda: call("bpf", 0xFFFF, 0, 0))
