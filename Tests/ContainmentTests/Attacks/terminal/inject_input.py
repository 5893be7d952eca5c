# expect: refused
# errors: EPERM ENOTTY
# denials: ioctl
#
# Types a command into the host's shell (CVE-2017-5226), or pastes one (CVE-2023-1523); takes the terminal over.
import fcntl

for name, request in [("TIOCSTI", 0x5412), ("TIOCLINUX", 0x541C), ("TIOCSCTTY", 0x540E)]:
    for descriptor in [0, 1, 2]:
        attempt(f"{name} on {descriptor}", lambda: fcntl.ioctl(descriptor, request, b"\x02"))

allow("writing to standard output", lambda: os.write(1, b""))
