# expect: refused
# errors: EPERM ENOTTY
# denials: ioctl
#
# The kernel takes the low 32 bits of an ioctl request; a filter that compares 64 is passed by the high ones
# (CVE-2019-7303, CVE-2019-10063). TIOCSTI types into a terminal.
TIOCSTI = 0x5412

for descriptor in [0, 1, 2]:
    attempt(f"TIOCSTI with a high bit on {descriptor}",
            lambda: call("ioctl", descriptor, 1 << 32 | TIOCSTI, b"x"))

allow("asking whether output is a terminal", lambda: os.isatty(1))
