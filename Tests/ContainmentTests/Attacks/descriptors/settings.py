# expect: refused
# errors: EPERM
# denials: fcntl
#
# Settings of a pipe are shared with its other end, the host: its owner, its signals, its size, its blocking.
F_SETFL, F_SETOWN, F_SETSIG, F_NOTIFY, F_SETLEASE, F_SETPIPE_SZ = 4, 8, 10, 1026, 1024, 1031

for what, command, value in [
    ("O_NONBLOCK", F_SETFL, os.O_NONBLOCK), ("O_ASYNC", F_SETFL, os.O_ASYNC), ("the owner", F_SETOWN, 1),
    ("the signal", F_SETSIG, 9), ("a lease", F_SETLEASE, 0), ("notification", F_NOTIFY, 0),
    ("the pipe's size", F_SETPIPE_SZ, 1 << 20),
]:
    attempt(f"setting {what}", lambda: call("fcntl", 1, command, value))

allow("writing to standard output", lambda: os.write(1, b""))
