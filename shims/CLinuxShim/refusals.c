#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <ucontext.h>

#include "clinux.h"

enum { maximum_exceptions = 16 };

static struct {
    int call, error;
} exceptions[maximum_exceptions];
static int exception_count;

static volatile int refused[clinux_refusal_capacity];
static volatile int refusal_count;
static volatile int lines[clinux_refusal_capacity];
static int (*line_reader)(void);

static void on_refusal(int signal, siginfo_t *information, void *context) {
    (void)signal;
    int call = information->si_syscall, error = EPERM, saved = errno;
    for (int index = 0; index < exception_count; index++)
        if (exceptions[index].call == call) error = exceptions[index].error;
    int index = refusal_count++;
    if (index < clinux_refusal_capacity) {
        refused[index] = call;
        lines[index] = line_reader ? line_reader() : 0;
    } else {
        refusal_count = clinux_refusal_capacity;
    }
    ucontext_t *registers = context;
#if defined(__x86_64__)
    registers->uc_mcontext.gregs[REG_RAX] = -error;
#elif defined(__aarch64__)
    registers->uc_mcontext.regs[0] = (unsigned long long)-error;
#else
#error "no return register"
#endif
    errno = saved;
}

int clinux_install_refusal_handler(void) {
    // A stack of its own: the program may be refused a call when its own stack is used up.
    static char stack[64 * 1024] __attribute__((aligned(16)));
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    if (sigaltstack(&alternate, NULL) < 0) return -1;
    struct sigaction action = {.sa_sigaction = on_refusal, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    return sigaction(SIGSYS, &action, NULL);
}

void clinux_set_refusal_errno(int call, int error) {
    if (exception_count < maximum_exceptions) {
        exceptions[exception_count].call = call;
        exceptions[exception_count++].error = error;
    }
}

void clinux_set_line_reader(int (*reader)(void)) { line_reader = reader; }

void clinux_forget_refusals(void) { refusal_count = 0; }

int clinux_refusal_count(void) { return refusal_count; }

int clinux_refusal(int index) {
    return index >= 0 && index < refusal_count && index < clinux_refusal_capacity ? refused[index] : -1;
}

int clinux_refusal_line(int index) {
    return index >= 0 && index < refusal_count && index < clinux_refusal_capacity ? lines[index] : 0;
}
