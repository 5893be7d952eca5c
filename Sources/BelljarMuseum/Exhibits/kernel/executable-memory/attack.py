# Shellcode: machine code as bytes, in memory that may be executed (x86-64).
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


MMAP, MPROTECT = 9, 10
READ, WRITE, EXECUTE, PRIVATE_ANONYMOUS = 1, 2, 4, 0x22

# open(path, 0), and if that works read(it, buffer, 4096); the result is the last call's.
CODE = bytes.fromhex("56 31f6 b802000000 0f05 5e 85c0 780b 89c7 ba00100000 31c0 0f05 c3")


def run(address):
    ctypes.memmove(address, CODE, len(CODE))
    return address


def write_then_execute():
    address = run(call(MMAP, 0, 4096, READ | WRITE, PRIVATE_ANONYMOUS, -1, 0))
    call(MPROTECT, address, 4096, READ | EXECUTE)
    return address


for what, make in {
    "writable and executable": lambda: run(
        call(MMAP, 0, 4096, READ | WRITE | EXECUTE, PRIVATE_ANONYMOUS, -1, 0)
    ),
    "first the one, then the other": write_then_execute,
}.items():
    try:
        code = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_char_p, ctypes.c_char_p)(make())
    except OSError as error:
        print(what, error)
        continue
    content = ctypes.create_string_buffer(4096)
    print(what, "ran, and got", code(outside["file"].encode(), content), content.value.decode())
