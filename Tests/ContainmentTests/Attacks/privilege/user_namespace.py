# expect: killed unshare
#
# In a user namespace of its own a process has every capability: the usual first step of a kernel exploit.
allow("asking for its own pid", os.getpid)
attempt("a user namespace", lambda: call("unshare", 0x10000000))
