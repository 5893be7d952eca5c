# expect: refused
# errors: ENOSYS
# denials: none
#
# clone3 takes its flags from memory, where no filter can look. It is said not to exist, so that callers fall back to
# clone.
arguments = (ctypes.c_uint64 * 11)()
arguments[4] = 17  # exit_signal: SIGCHLD

attempt("clone3", lambda: in_new_process(lambda: call("clone3", arguments, 88)))

allow("asking for its own pid", os.getpid)
