# expect: refused
# layer: seccomp
# errors: EPERM
# denials: eventfd2 epoll_create1 timerfd_create signalfd4 inotify_init1 fanotify_init pipe2
#
# New kinds of descriptor: more kernel to reach, and nothing a computation needs.
mask = ctypes.c_uint64(0)

attempt("eventfd", lambda: call("eventfd2", 0, 0))
attempt("epoll", lambda: call("epoll_create1", 0))
attempt("timerfd", lambda: call("timerfd_create", 1, 0))
attempt("signalfd", lambda: call("signalfd4", -1, ctypes.byref(mask), 8, 0))
attempt("inotify", lambda: call("inotify_init1", 0))
attempt("fanotify", lambda: call("fanotify_init", 0, 0))
attempt("a pipe", os.pipe)

allow("sleeping", lambda: __import__("time").sleep(0.001))
