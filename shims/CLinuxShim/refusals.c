#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

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
static int answers_descriptor_status;

#if defined(__x86_64__)
enum { first_register = REG_RDI, second_register = REG_RSI, third_register = REG_RDX, fourth_register = REG_R10 };
#define REGISTER(context, name) ((context)->uc_mcontext.gregs[name])
enum { result_register = REG_RAX };
#elif defined(__aarch64__)
enum { first_register, second_register, third_register, fourth_register, result_register = first_register };
#define REGISTER(context, name) ((context)->uc_mcontext.regs[name])
#else
#error "no registers"
#endif

// Whether the call was glibc's fstat(), and has been answered.
static int answer_descriptor_status(int call, ucontext_t *registers) {
    if (!answers_descriptor_status || call != SYS_newfstatat) return 0;
    const char *path = (const char *)REGISTER(registers, second_register);
    if (!((int)REGISTER(registers, fourth_register) & AT_EMPTY_PATH) || !path || *path) return 0;
    long result = syscall(
        SYS_fstat, (int)REGISTER(registers, first_register), (void *)REGISTER(registers, third_register));
    REGISTER(registers, result_register) = result < 0 ? -errno : result;
    return 1;
}

static void on_refusal(int signal, siginfo_t *information, void *context) {
    (void)signal;
    int call = information->si_syscall, error = EPERM, saved = errno;
    ucontext_t *registers = context;
    if (answer_descriptor_status(call, registers)) {
        errno = saved;
        return;
    }
    for (int index = 0; index < exception_count; index++)
        if (exceptions[index].call == call) error = exceptions[index].error;
    int index = refusal_count++;
    if (index < clinux_refusal_capacity) {
        refused[index] = call;
        lines[index] = line_reader ? line_reader() : 0;
    } else {
        refusal_count = clinux_refusal_capacity;
    }
    REGISTER(registers, result_register) = -error;
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

void clinux_answer_descriptor_status(void) { answers_descriptor_status = 1; }

void clinux_set_line_reader(int (*reader)(void)) { line_reader = reader; }

void clinux_forget_refusals(void) { refusal_count = 0; }

int clinux_refusal_count(void) { return refusal_count; }

int clinux_refusal(int index) {
    return index >= 0 && index < refusal_count && index < clinux_refusal_capacity ? refused[index] : -1;
}

int clinux_refusal_line(int index) {
    return index >= 0 && index < refusal_count && index < clinux_refusal_capacity ? lines[index] : 0;
}
