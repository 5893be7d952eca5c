#define _GNU_SOURCE
#include "cfault.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef SECCOMP_FILTER_FLAG_TSYNC_ESRCH
#define SECCOMP_FILTER_FLAG_TSYNC_ESRCH (1UL << 4)
#endif

int cfault_listen(const uint32_t *calls, int count) {
    enum { maximum = 32 };
    if (count > maximum) return errno = EINVAL, -1;
    struct sock_filter instructions[maximum + 3] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
    for (int index = 0; index < count; index++)
        instructions[index + 1] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, calls[index], (unsigned char)(count - index), 0);
    instructions[count + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    instructions[count + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    struct sock_fprog program = {(unsigned short)(count + 3), instructions};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                        SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_TSYNC |
                            SECCOMP_FILTER_FLAG_TSYNC_ESRCH,
                        &program);
}

int cfault_receive(int listener, struct cfault_call *call) {
    struct seccomp_notif notification;
    do {
        // The kernel demands zeros.
        memset(&notification, 0, sizeof notification);
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notification) == 0) {
            call->identifier = notification.id;
            call->thread = (pid_t)notification.pid;
            call->number = notification.data.nr;
            for (int index = 0; index < 6; index++) call->arguments[index] = notification.data.args[index];
            return 0;
        }
        // ENOENT: whoever made the call is gone.
    } while (errno == EINTR || errno == ENOENT);
    return -1;
}

void cfault_answer(int listener, uint64_t identifier, int error) {
    struct seccomp_notif_resp response = {
        .id = identifier, .error = -error, .flags = error ? 0 : SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    // Should the caller be gone meanwhile there is nobody to tell.
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

ssize_t cfault_read_memory(pid_t process, uint64_t address, void *bytes, size_t length) {
    struct iovec here = {bytes, length}, there = {(void *)address, length};
    return process_vm_readv(process, &here, 1, &there, 1, 0);
}

static uint64_t set_limit(int resource, uint64_t soft) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) < 0) return 0;
    uint64_t previous = limit.rlim_cur;
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    return setrlimit(resource, &limit) < 0 ? 0 : previous;
}

uint64_t cfault_limit_open_files(uint64_t soft) { return set_limit(RLIMIT_NOFILE, soft); }
