# Every door to a file: open, openat, openat2, and a path that is only held.
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


path = outside["file"].encode()
AT_FDCWD, OPEN, OPENAT, OPENAT2 = -100, 2, 257, 437
how = (ctypes.c_uint64 * 3)(os.O_RDONLY, 0, 0)

# A filter that lists what is forbidden has to know them all, the newest too.
doors = {
    "open": lambda: call(OPEN, path, os.O_RDONLY, 0),
    "openat": lambda: call(OPENAT, AT_FDCWD, path, os.O_RDONLY, 0),
    "openat2": lambda: call(OPENAT2, AT_FDCWD, path, how, 24),
    # Not opened, only held, and opened again through the name that /proc gives it.
    "O_PATH": lambda: os.open(f"/proc/self/fd/{os.open(path, os.O_PATH)}", os.O_RDONLY),
}
for name, door in doors.items():
    try:
        print(name, os.read(door(), 4096).decode())
    except OSError as error:
        print(name, error)
