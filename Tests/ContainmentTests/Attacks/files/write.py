# expect: refused
# errors: EACCES
# denials: openat
#
# Writes files, and unnamed ones, which need no free name.
attempt("writing a file", lambda: open("/tmp/belljar-probe-write", "w").write("probe"))
attempt("appending to a file", lambda: open("/tmp/belljar-probe-write", "a").write("probe"))
attempt("writing an unnamed file", lambda: os.open("/tmp", os.O_TMPFILE | os.O_RDWR, 0o600))
attempt("writing shared memory", lambda: open("/dev/shm/belljar-probe-write", "w").write("probe"))

allow("writing to standard output", lambda: os.write(1, b""))
allow("writing to standard error", lambda: os.write(2, b""))
