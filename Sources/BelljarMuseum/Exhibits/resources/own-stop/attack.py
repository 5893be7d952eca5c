# A program that stops itself: no processor time, no exit, and deaf to every signal but two.
import signal

# A stopped process is not dead and not asleep. A handler cannot run in it, so a polite signal
# waits; only SIGCONT and SIGKILL have an effect.
signal.raise_signal(signal.SIGSTOP)
print("somebody has woken it")
