// System calls that Swift cannot make itself. Each returns what the call returns, with errno set, unless it says
// otherwise. Nothing is decided here.
#ifndef CLINUX_H
#define CLINUX_H

#include <linux/filter.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>

// Swift marks fork() unavailable, because most Swift programs have threads. The worker has one.
pid_t clinux_fork(void);

// No libc wrapper on glibc before 2.34.
int clinux_close_range(unsigned int first, unsigned int last);

// No libc wrapper on glibc before 2.36.
int clinux_pidfd_open(pid_t pid);
int clinux_pidfd_send_signal(int pidfd, int signal);

// waitid(P_PIDFD): the constant is missing from older headers.
int clinux_wait_pidfd(int pidfd, int *exit_code);

// Declared under _GNU_SOURCE only, which Swift's view of glibc does not define.
int clinux_pipe(int ends[2]);
int clinux_set_user_identity(uid_t user);
int clinux_set_group_identity(gid_t group);
int clinux_enter_user_namespace(void);
int clinux_enter_other_namespaces(void);
int clinux_enter_pid_namespace(void);
int clinux_memory_file(const char *name);
const char *clinux_secure_environment(const char *name);

// strerror without its shared buffer; NULL for a number that is no error. The text is a constant.
const char *clinux_error_text(int error);

// The RLIMIT_ names come in two types, and some under _GNU_SOURCE only.
enum clinux_resource {
    clinux_limit_address_space,
    clinux_limit_cpu_seconds,
    clinux_limit_processes,
    clinux_limit_file_size,
    clinux_limit_core,
    clinux_limit_open_files,
    clinux_limit_stack,
    clinux_limit_locked_memory,
    clinux_limit_message_queues,
};
int clinux_set_limit(enum clinux_resource resource, uint64_t soft, uint64_t hard);

// The system call's fifth argument, the resource usage, is kept back by libc's waitid. Leaves the child unreaped.
// Returns -1 if it has not ended.
int clinux_peek_at_end(int pidfd, int *killed, int *number, struct rusage *usage);

// ioctl is variadic. Bytes sent into a socket that its peer has not read.
int clinux_unread_bytes(int socket);

// prctl is variadic, which Swift does not import.
int clinux_set_no_new_privs(void);
int clinux_set_dumpable(int dumpable);
int clinux_drop_bounding_capability(int capability);
int clinux_has_bounding_capability(int capability);
int clinux_clear_ambient_capabilities(void);

// No libc wrapper. Empties the effective, permitted and inheritable sets.
int clinux_clear_capabilities(void);

// No libc wrapper.
int clinux_pivot_root(const char *new_root, const char *put_old);

// No libc wrapper. A descriptor (O_PATH, close-on-exec) of what lies at a path, none of whose parts may be a symbolic link.
int clinux_open_place(const char *path);
// No libc wrapper; mounts by descriptors, so that what was looked at is what is mounted. A detached copy of what lies at
// `place` with all that is mounted below, private, read-only, without devices, set-user-id and execution.
int clinux_copy_tree(int place);
int clinux_attach_tree(int tree, const char *point);
// The kernel's number for the kind of file system that a descriptor is on, or -1. Swift does not import struct statfs' kind.
int64_t clinux_file_system_kind(int place);

// No libc wrapper, and Debian 12's headers know Landlock only to version 2.
// The version that the kernel speaks, or -errno.
int clinux_landlock_abi(void);
// A ruleset that handles these accesses; fields of versions that the kernel does not have must be 0.
int clinux_landlock_create_ruleset(uint64_t access_fs, uint64_t access_net, uint64_t scoped);
int clinux_landlock_restrict_self(int ruleset);
// Allows accesses to what lies at `place` and below. The kernel's structure is packed, which Swift's are not.
int clinux_landlock_allow(int ruleset, uint64_t access_fs, int place);

// No libc wrapper. Loads a filter for all threads of the process (TSYNC); a thread that cannot follow is an error.
int clinux_seccomp_install(const struct sock_filter *instructions, unsigned short count);

// The CMSG_ macros are not imported by Swift. Sends `length` bytes with descriptors attached.
ssize_t clinux_send_descriptors(int socket, const void *bytes, size_t length, const int *descriptors, int count);
// Receives bytes and up to `capacity` descriptors (close-on-exec); `count` says how many came.
ssize_t clinux_receive_descriptors(int socket, void *bytes, size_t length, int *descriptors, int capacity,
                                   int *count);

// The seccomp user notification: its structures and requests are the kernel's own, and ioctl is variadic.
enum { clinux_call_clone = SYS_clone, clinux_call_dup3 = SYS_dup3 };
// Loads a filter of the calling thread's and returns its listener (close-on-exec).
int clinux_seccomp_listen(const struct sock_filter *instructions, unsigned short count);
struct clinux_notification {
    uint64_t identifier;
    pid_t process;  // As the listener's holder sees it.
    int call;
};
int clinux_notification_receive(int listener, struct clinux_notification *notification);
// Whether the caller still waits.
int clinux_notification_is_alive(int listener, uint64_t identifier);
// Puts a descriptor of this process's at a number of the caller's.
int clinux_notification_give(int listener, uint64_t identifier, int descriptor, int number);
// Lets the call go on, or has it return 0 or -error without happening.
int clinux_notification_allow(int listener, uint64_t identifier);
int clinux_notification_return(int listener, uint64_t identifier, int error);
// The two calls that a listener hears of: a copy of the calling process, whose parent is the caller's own; and the question
// for descriptors. Raw, for glibc's fork runs handlers and its dup3 checks nothing more.
enum { clinux_copy_flags = SIGCHLD | 0x8000 /* CLONE_PARENT, declared under _GNU_SOURCE only */ };
pid_t clinux_copy_self(void);
int clinux_ask_for_descriptors(void);

// A signal handler must touch nothing but what is async-signal-safe, which Swift cannot promise, and the registers
// of a ucontext_t lie behind macros. On a SIGSYS of the filter the handler notes the call's number and makes the
// call return -EPERM, or what clinux_set_refusal_errno() named for it.
int clinux_install_refusal_handler(void);
void clinux_set_refusal_errno(int call, int error);
// Has a refused newfstatat of an open descriptor answered by fstat, which the filter allows: older glibc asks so.
void clinux_answer_descriptor_status(void);
// Calls refused so far, at most `clinux_refusal_capacity` of which are kept.
int clinux_refusal_count(void);
void clinux_forget_refusals(void);
int clinux_refusal(int index);
enum { clinux_refusal_capacity = 64 };
int clinux_refusal_line(int index);
// Called by the handler for the program's line; must be safe where the call was made. 0 means unknown.
void clinux_set_line_reader(int (*reader)(void));

// Starts a process that shares the caller's memory and sleeps until it is killed. It runs on a stack
// of its own within that memory, which Swift code cannot do. See ExitHolder.swift for why.
int clinux_start_holder(void);

// All threads allocate from one heap. Swift does not see <malloc.h>.
void clinux_one_heap(void);
// Fills the gaps that the heap has between its living pieces, for ever. A child's first allocations would be spread over all
// of them, and each page that they meet is copied; without gaps they lie side by side, at the heap's end.
void clinux_fill_heap_gaps(void);

// Moves the executable's own text, as far as it fills whole huge pages, into anonymous memory on huge pages. The pages of a
// file are not copied at a fork, so each child would fault them in again, some sixty times, and unmap each at its end; huge
// anonymous pages are inherited by copying a few entries. 1 if moved, 0 if the text is too small, -1 on failure, after which
// the text is as it was.
int clinux_text_to_huge_pages(void);

// epoll, timerfd and eventfd: their headers are not in Swift's glibc module, and epoll_event is packed.
int clinux_epoll_create(void);
enum clinux_interest { clinux_interest_none = 0, clinux_interest_read = 1, clinux_interest_write = 2 };
int clinux_epoll_add(int queue, int descriptor, int interest, uint64_t token);
int clinux_epoll_modify(int queue, int descriptor, int interest, uint64_t token);
int clinux_epoll_remove(int queue, int descriptor);
// Waits without end; `tokens` receives up to `capacity` tokens of descriptors that are ready or hung up.
int clinux_epoll_wait(int queue, uint64_t *tokens, int capacity);
int clinux_timer_create(void);
// Monotonic nanoseconds; 0 disarms.
int clinux_timer_set(int timer, uint64_t nanoseconds);
void clinux_timer_acknowledge(int timer);
uint64_t clinux_monotonic_nanoseconds(void);

// Starts a program in a session of its own with an empty environment, default signals, /dev/null as stdin and stdout,
// `error_output` as stderr and `control` as descriptor 3; everything else is closed. In C because the flags and
// actions that this takes are declared under _GNU_SOURCE. Returns 0 or the error number.
int clinux_spawn_worker(pid_t *process, const char *path, int control, int error_output);

// The seccomp architecture token of this build; a macro that Swift does not import.
uint32_t clinux_audit_arch(void);

#endif
