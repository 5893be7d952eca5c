#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
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
enum { holder_unready, holder_nearly_ready, holder_confined };  // Or -errno.
static volatile int holder_state;

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
    // Confined, it could not wake anybody: so the child is woken now, and looks out itself for the little that is left.
    holder_state = holder_nearly_ready;
    syscall(SYS_futex, &holder_state, FUTEX_WAKE, 1, NULL, NULL, 0);
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0) return -errno;
    return holder_confined;
}

static int hold(void *unused) {
    (void)unused;
    // The two share libc's errno; the child does next to nothing meanwhile, and at worst the error's number is wrong.
    int state = confine_holder();
    holder_state = state;
    if (state < 0) return 1;
    for (;;) syscall(sleeping_call, NULL, 0, NULL, NULL, 0);
}

int clinux_start_holder(void) {
    holder_state = holder_unready;
    if (clone(hold, holder_stack + holder_stack_size, CLONE_VM | SIGCHLD, NULL) < 0) return -1;
    uint64_t deadline = clinux_monotonic_nanoseconds() + 10000000000;
    struct timespec patience = {.tv_sec = 10};
    // Not a private futex: to the kernel the two are different processes.
    syscall(SYS_futex, &holder_state, FUTEX_WAIT, holder_unready, &patience, NULL, 0);
    while (holder_state >= 0 && holder_state != holder_confined && clinux_monotonic_nanoseconds() < deadline)
        sched_yield();
    if (holder_state == holder_confined) return 0;
    errno = holder_state < 0 ? -holder_state : ETIMEDOUT;
    return -1;
}
