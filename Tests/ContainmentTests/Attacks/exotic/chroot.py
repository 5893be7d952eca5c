# expect: refused
# errors: EPERM
# denials: chroot
#
# Moves the root, to a place that does not exist.
attempt("chroot", lambda: os.chroot("/tmp/belljar-probe-root"))

allow("asking for its own pid", os.getpid)
