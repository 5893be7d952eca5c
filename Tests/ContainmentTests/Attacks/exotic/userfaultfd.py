# expect: killed userfaultfd
#
# Holds the kernel up in the middle of a copy: the race winner of many kernel exploits.
allow("memory of its own", lambda: bytearray(1 << 16))
attempt("userfaultfd", lambda: call("userfaultfd", 0))
