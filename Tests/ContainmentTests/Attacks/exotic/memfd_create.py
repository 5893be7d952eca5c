# expect: refused
# layer: seccomp
# errors: EPERM
# denials: memfd_create
#
# A file in memory: an executable without a disk.
attempt("memfd_create", lambda: os.memfd_create("belljar-probe"))

allow("anonymous memory", lambda: bytearray(1 << 16))
