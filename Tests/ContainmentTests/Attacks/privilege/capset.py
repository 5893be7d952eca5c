# expect: refused
# layer: seccomp
# errors: EPERM
# denials: capset
#
# Sets its capabilities: to all, and to none, which the kernel itself would grant.
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
everything = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF, 0xFFFFFFFF, 0, 0x1FF, 0x1FF, 0])
nothing = (ctypes.c_uint32 * 6)()

attempt("all capabilities", lambda: call("capset", header, everything))
attempt("no capabilities", lambda: call("capset", header, nothing))

allow("asking for its own pid", os.getpid)
