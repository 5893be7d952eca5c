# expect: refused
# denials: mknodat
#
# Makes a device of its own (here /dev/null's numbers), and a named pipe.
import stat

attempt("a device", lambda: os.mknod("/tmp/belljar-probe-node", stat.S_IFCHR | 0o600, os.makedev(1, 3)))
attempt("a named pipe", lambda: os.mkfifo("/tmp/belljar-probe-pipe"))

allow("writing to standard output", lambda: os.write(1, b""))
