# expect: refused
# layer: seccomp
# errors: EPERM
# denials: getppid
#
# Finds the fork server, and asks whether it may be signalled. Signal 0 does nothing else.
import signal

attempt("the parent's pid", lambda: call("getppid"))
parent = os.getppid()
if parent > 0:
    attempt("signalling the parent", lambda: os.kill(parent, 0))

allow("signalling itself", lambda: signal.raise_signal(signal.SIGURG))
