# Put in front of every attack (see AttackCorpus.swift). By hand:
#
#   cat prelude.py files/read.py | belljar run --namespace none -
#
# An attack prints one line per attempt, and an allowed neighbour beside it shows that not everything is refused:
#
#   refused <what>: <error name>    what should happen
#   REACHED <what>: <evidence>      the attack worked
#   allowed <what>                  the neighbour works, as it should
#   BROKEN <what>: <reason>         the neighbour does not work
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

# x86-64. Another architecture is another table, chosen here.
NUMBERS = {
    "open": 2, "fstat": 5, "mmap": 9, "mprotect": 10, "ioctl": 16, "access": 21, "shmget": 29, "dup": 32,
    "dup2": 33,
    "connect": 42, "sendto": 44, "sendmsg": 46, "recvmsg": 47, "bind": 49, "listen": 50,
    "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "semget": 64, "msgget": 68, "fcntl": 72,
    "creat": 85, "ptrace": 101, "syslog": 103, "getppid": 110, "capset": 126, "rt_sigqueueinfo": 129,
    "personality": 135, "modify_ldt": 154, "pivot_root": 155, "prctl": 157, "adjtimex": 159, "chroot": 161,
    "mount": 165, "umount2": 166, "iopl": 172, "init_module": 175, "tkill": 200, "futex": 202, "io_setup": 206,
    "tgkill": 234, "mq_open": 240, "kexec_load": 246, "add_key": 248, "request_key": 249, "keyctl": 250,
    "newfstatat": 262, "faccessat": 269, "unshare": 272, "splice": 275, "vmsplice": 278, "timerfd_create": 283,
    "signalfd4": 289, "eventfd2": 290, "epoll_create1": 291, "inotify_init1": 294, "perf_event_open": 298,
    "fanotify_init": 300, "prlimit64": 302, "name_to_handle_at": 303, "open_by_handle_at": 304, "setns": 308,
    "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "seccomp": 317, "memfd_create": 319,
    "bpf": 321, "execveat": 322, "userfaultfd": 323, "pkey_mprotect": 329, "statx": 332,
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "open_tree": 428, "move_mount": 429,
    "fsopen": 430, "pidfd_open": 434, "clone3": 435, "openat2": 437, "pidfd_getfd": 438, "faccessat2": 439,
}


def call(name, *arguments):
    """Enters the kernel by number, past every check that Python and the C library make."""
    return call_number(NUMBERS[name], *arguments)


def call_number(number, *arguments):
    # A bare int would be passed as 32 bits.
    wide = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *wide)
    if result == -1:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def in_new_process(start):
    """Calls `start`, which returns twice if it works; the new process ends at once."""
    process = start()
    if process == 0:
        os._exit(0)
    return process


def attempt(what, action):
    try:
        evidence = action()
    except OSError as error:
        print(f"refused {what}: {errno.errorcode.get(error.errno, error.errno)}", flush=True)
    except RuntimeError as error:
        # An isolated subinterpreter refuses some calls by itself.
        print(f"refused {what}: {type(error).__name__}", flush=True)
    else:
        print(f"REACHED {what}: {repr(evidence)[:200]}", flush=True)


def allow(what, action):
    try:
        action()
    except Exception as error:
        print(f"BROKEN {what}: {error!r}", flush=True)
    else:
        print(f"allowed {what}", flush=True)


