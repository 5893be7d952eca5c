#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clinux.h"

// What the holder sleeps in; aarch64 has no pause.
#ifdef SYS_pause
enum { sleeping_call = SYS_pause };
#else
enum { sleeping_call = SYS_ppoll };
#endif

enum { holder_stack_size = 16 * 1024 };
static char holder_stack[holder_stack_size] __attribute__((aligned(16)));
static volatile int holder_state;  // 0: not yet, 1: asleep, otherwise -errno.

// May sleep and nothing else, whatever becomes of the memory it shares; should it ever run, not for long.
static int confine_holder(void) {
    struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, clinux_audit_arch(), 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, sleeping_call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    struct sock_fprog program = {sizeof instructions / sizeof *instructions, instructions};
    struct rlimit one_second = {1, 1};
    // Not by sigprocmask, which keeps back two signals for libc.
    uint64_t all = ~(uint64_t)0;
    if (setrlimit(RLIMIT_CPU, &one_second) < 0) return -errno;
    if (syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all) < 0) return -errno;
    if (clinux_close_range(0, ~0u) < 0) return -errno;
    if (clinux_clear_capabilities() < 0) return -errno;
    if (clinux_set_no_new_privs() < 0) return -errno;
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0) return -errno;
    return 1;
}

static int hold(void *unused) {
    (void)unused;
    // Until the state is set the child waits, so the two may share libc's errno.
    int state = confine_holder();
    holder_state = state;
    if (state < 0) return 1;
    for (;;) syscall(sleeping_call, NULL, 0, NULL, NULL, 0);
}

int clinux_start_holder(void) {
    holder_state = 0;
    if (clone(hold, holder_stack + holder_stack_size, CLONE_VM | SIGCHLD, NULL) < 0) return -1;
    uint64_t deadline = clinux_monotonic_nanoseconds() + 10000000000;
    while (holder_state == 0 && clinux_monotonic_nanoseconds() < deadline) sched_yield();
    if (holder_state == 1) return 0;
    errno = holder_state == 0 ? ETIMEDOUT : -holder_state;
    return -1;
}
