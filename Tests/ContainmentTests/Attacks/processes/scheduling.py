# expect: refused
# errors: EPERM
# denials: setpriority sched_setscheduler sched_setaffinity
#
# Takes more of the processor than its share, or says which one. Asked for what it has already.
attempt("a priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, 0))
attempt("a scheduling class", lambda: os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0)))
attempt("a processor", lambda: os.sched_setaffinity(0, {0}))

allow("giving way", os.sched_yield)
