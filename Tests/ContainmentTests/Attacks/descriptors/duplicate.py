# expect: refused
# denials: dup dup2
#
# Copies descriptors: over the channel, or to a number that outlives a close.
attempt("dup", lambda: call("dup", 3))
attempt("dup2", lambda: call("dup2", 1, 3))

allow("closing a descriptor of its own", lambda: os.close(0))
