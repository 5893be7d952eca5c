# Shocker: opens a file by its number on the disk, past every mount and every root directory.
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


NAME_TO_HANDLE, OPEN_BY_HANDLE, AT_FDCWD = 303, 304, -100


class Handle(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint), ("type", ctypes.c_int), ("data", ctypes.c_ubyte * 128)]


# The polite way: ask for the file's handle by its path. It is not needed, for handles are numbers
# that can be guessed.
path, handle, mount = outside["file"].encode(), Handle(size=128), ctypes.c_int()
try:
    call(NAME_TO_HANDLE, AT_FDCWD, path, ctypes.byref(handle), ctypes.byref(mount), 0)
except OSError as error:
    print("name_to_handle_at:", error)
    # The way of 2014: inode 2 is the root directory of many file systems.
    handle = Handle(size=8, type=1)
    handle.data[0] = 2

# The kernel wants some descriptor on the same file system; the current directory is one.
try:
    file = call(OPEN_BY_HANDLE, AT_FDCWD, ctypes.byref(handle), os.O_RDONLY)
    try:
        print(os.read(file, 4096).decode())
    except IsADirectoryError:
        file = os.open(path[1:], os.O_RDONLY, dir_fd=file)
        print(os.read(file, 4096).decode())
except OSError as error:
    print("open_by_handle_at:", error)
