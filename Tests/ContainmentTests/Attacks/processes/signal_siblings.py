# expect: refused
# errors: EPERM
# denials: kill
#
# Other runs of the same worker have the same user id. Signal 0 only asks whether one may.
import signal

for pid in list(range(1, 65)) + [0, -1]:
    if pid != os.getpid():
        attempt(f"signalling process {pid}", lambda: os.kill(pid, 0))

allow("signalling itself", lambda: signal.raise_signal(signal.SIGURG))
