# expect: refused
# layer: descriptors
# errors: EBADF
# denials: none
#
# Exactly four descriptors are open: the three standard streams and the channel. Found out without ioctl: by fstat,
# by lseek and by poll.
import select


def by_fstat(descriptor):
    return call("fstat", descriptor, ctypes.create_string_buffer(512))


def by_lseek(descriptor):
    try:
        return os.lseek(descriptor, 0, os.SEEK_CUR)
    except OSError as error:
        if error.errno != errno.ESPIPE:  # open, and no file
            raise
        return "open"


def by_poll(descriptor):
    poll = select.poll()
    poll.register(descriptor, 0)
    for _, events in poll.poll(0):
        if events & select.POLLNVAL:
            raise OSError(errno.EBADF, "not open")
    return "open"


for look in [by_fstat, by_lseek, by_poll]:
    for descriptor in range(4, 256):
        attempt(f"descriptor {descriptor} {look.__name__}", lambda: look(descriptor))
    for descriptor in range(4):
        allow(f"descriptor {descriptor} {look.__name__}", lambda: look(descriptor))
