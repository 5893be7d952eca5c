# expect: refused
# denials: openat mkdir
#
# Makes new names on the disk.
attempt("creating a file", lambda: os.open("/tmp/belljar-probe-create", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
attempt("making a directory", lambda: os.mkdir("/tmp/belljar-probe-directory"))

allow("keeping bytes in memory", lambda: bytearray(4096))
