# expect: refused
# errors: EPERM
# denials: tgkill tkill rt_sigqueueinfo pidfd_send_signal
#
# The other ways to send a signal. tgkill is allowed, for the own pid alone. Signal 0 does nothing.
import signal

mine = os.getpid()
information = ctypes.create_string_buffer(128)
for pid in [1, 2, mine - 1, mine + 1]:
    attempt(f"tgkill of process {pid}", lambda: call("tgkill", pid, pid, 0))
# The kernel takes the low 32 bits of a pid; a filter that compares 64 would be passed by the high ones.
attempt("tgkill with a high bit set", lambda: call("tgkill", 1 << 32 | 1, 1, 0))
attempt("tkill", lambda: call("tkill", 1, 0))
attempt("rt_sigqueueinfo", lambda: call("rt_sigqueueinfo", 1, 0, information))
attempt("pidfd_send_signal", lambda: call("pidfd_send_signal", 0, 0, 0, 0))

allow("tgkill of itself", lambda: signal.raise_signal(signal.SIGURG))
