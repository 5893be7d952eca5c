# expect: refused
# denials: getxattr listxattr setxattr
#
# Reads and writes extended attributes, which Landlock does not govern.
attempt("reading an attribute", lambda: os.getxattr("/", "user.probe"))
attempt("listing attributes", lambda: os.listxattr("/"))
attempt("writing an attribute", lambda: os.setxattr("/tmp/belljar-probe-xattr", "user.probe", b"x"))

allow("reading standard input", lambda: os.read(0, 1))
