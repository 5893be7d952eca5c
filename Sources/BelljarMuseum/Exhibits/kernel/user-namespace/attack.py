# A user namespace: in one of its own any process has every capability.
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def call(number, *arguments):
    # By number, past whatever Python and the C library would say.
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = libc.syscall(ctypes.c_long(number), *wide)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


UNSHARE, MOUNT, NEWUSER, NEWNS = 272, 165, 0x10000000, 0x20000

# Unprivileged programs may do this on many systems: it is how rootless containers begin, and how
# many exploits of the kernel do, for it opens code that only root could reach before.
try:
    call(UNSHARE, NEWUSER | NEWNS)
    print("in a user namespace of its own")
except OSError as error:
    print("unshare:", error)

# With CAP_SYS_ADMIN in it: mount what is not to be seen, and leave the root directory by chroot.
for what, action in {
    "mount": lambda: call(MOUNT, b"proc", b"/", b"proc", 0, 0),
    "chroot": lambda: os.chroot("/"),
    "open": lambda: print(os.read(os.open(outside["file"], os.O_RDONLY), 4096).decode()),
    "open by /proc": lambda: print(open("/1/root" + outside["file"]).read()),
}.items():
    try:
        action()
        print(what, "worked")
    except OSError as error:
        print(what, error)
