# expect: refused
# denials: link symlink
#
# Gives a file a second name, to reach it from where it may be read.
attempt("linking a file", lambda: os.link("/etc/hostname", "/tmp/belljar-probe-link"))
attempt("making a symbolic link", lambda: os.symlink("/etc/hostname", "/tmp/belljar-probe-symlink"))

allow("reading standard input", lambda: os.read(0, 1))
