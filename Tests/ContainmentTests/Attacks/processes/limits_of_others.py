# expect: refused
# errors: EPERM
# denials: prlimit64
#
# prlimit64 is allowed for the own process alone, where limits can only go down.
import resource

old = (ctypes.c_uint64 * 2)()
for pid in [1, 2, os.getpid() + 1]:
    attempt(f"limits of process {pid}", lambda: call("prlimit64", pid, resource.RLIMIT_NOFILE, 0, old))


def lower():
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    target = soft - 4096 if soft != resource.RLIM_INFINITY else 8 << 20
    resource.setrlimit(resource.RLIMIT_STACK, (target, hard))


allow("lowering a limit of its own", lower)
