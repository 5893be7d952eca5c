# expect: refused
# errors: EPERM
# denials: none
#
# A shell. system() reports a process that could not be started as status 127, and the reason in errno.
def shell():
    ctypes.set_errno(0)
    status = libc.system(b"exec /bin/true")
    if status != 0:
        raise OSError(ctypes.get_errno(), "refused")
    return status


attempt("system", shell)

allow("asking for its own pid", os.getpid)
