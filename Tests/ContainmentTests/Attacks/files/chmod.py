# expect: refused
# denials: chmod chown fchmod
#
# Changes modes and owners. Landlock does not govern these.
attempt("chmod", lambda: os.chmod("/tmp/belljar-probe-chmod", 0o777))
attempt("chown", lambda: os.chown("/tmp/belljar-probe-chown", 0, 0))
attempt("chmod of an open descriptor", lambda: os.fchmod(1, 0o600))

allow("writing to standard output", lambda: os.write(1, b""))
