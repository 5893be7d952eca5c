# expect: refused
# errors: EPERM RuntimeError
# denials: fork clone
#
# A second process would outlive the run. Python's own check is passed by as well.
attempt("os.fork", lambda: in_new_process(os.fork))
attempt("fork, by number", lambda: in_new_process(lambda: call("fork")))


def library_fork():
    ctypes.set_errno(0)
    process = libc.fork()
    if process == -1:
        raise OSError(ctypes.get_errno(), "refused")
    return process


attempt("fork of the C library", lambda: in_new_process(library_fork))

allow("asking for its own pid", os.getpid)
