// Faults for tests: chosen system calls of this process, and of all that it starts, wait for a verdict of the tests'.
#ifndef CFAULT_H
#define CFAULT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/types.h>

struct cfault_call {
    uint64_t identifier;
    uint64_t arguments[6];
    pid_t thread;
    int number;
};

// seccomp and ioctl are variadic or have no wrapper, which Swift cannot call.
// Loads a filter for all threads that stops the calls of these numbers until they are answered. Returns the listener,
// or -1.
int cfault_listen(const uint32_t *calls, int count);
// Waits for a call. Returns -1 if there is none to be had any more.
int cfault_receive(int listener, struct cfault_call *call);
// Lets the call happen if `error` is 0; else it does not, and has that error.
void cfault_answer(int listener, uint64_t identifier, int error);

// Reads another process's memory without a call that may itself be waiting for an answer. Declared under _GNU_SOURCE.
ssize_t cfault_read_memory(pid_t process, uint64_t address, void *bytes, size_t length);

// The resources' names come in two types. Sets the soft limit of this process and returns what it was.
uint64_t cfault_limit_open_files(uint64_t soft);

// The numbers are macros of expressions, which Swift does not import.
enum cfault_number {
    cfault_setsid = SYS_setsid,
    cfault_dup2 = SYS_dup2,
    cfault_close_range = 436,
    cfault_prctl = SYS_prctl,
    cfault_capset = SYS_capset,
    cfault_landlock_create = 444,
    cfault_landlock_restrict = 446,
    cfault_clone = SYS_clone,
    cfault_prlimit = SYS_prlimit64,
    cfault_seccomp = SYS_seccomp,
    cfault_sigaltstack = SYS_sigaltstack,
    cfault_setgroups = SYS_setgroups,
    cfault_setresgid = SYS_setresgid,
    cfault_setresuid = SYS_setresuid,
    cfault_unshare = SYS_unshare,
    cfault_mount = SYS_mount,
    cfault_pivot_root = SYS_pivot_root,
    cfault_umount2 = SYS_umount2,
    cfault_chdir = SYS_chdir,
    cfault_openat = SYS_openat,
    cfault_pidfd_open = 434,
    cfault_pidfd_send_signal = 424,
    cfault_socketpair = SYS_socketpair,
    cfault_pipe2 = SYS_pipe2,
    cfault_sendmsg = SYS_sendmsg,
    cfault_recvmsg = SYS_recvmsg,
    cfault_sendto = SYS_sendto,
    cfault_read = SYS_read,
    cfault_epoll_ctl = SYS_epoll_ctl,
    cfault_timerfd_settime = SYS_timerfd_settime,
    cfault_futex = SYS_futex,
};

#endif
