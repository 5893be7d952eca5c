#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t clinux_fork(void) { return fork(); }

int clinux_close_range(unsigned int first, unsigned int last) {
    return (int)syscall(SYS_close_range, first, last, 0);
}

int clinux_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int clinux_pidfd_send_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int clinux_wait_pidfd(int pidfd, int *exit_code) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    int result = waitid((idtype_t)3 /* P_PIDFD */, (id_t)pidfd, &info, WEXITED);
    if (result == 0) *exit_code = info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
    return result;
}

int clinux_peek_at_end(int pidfd, int *killed, int *number, struct rusage *usage) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    long result = syscall(SYS_waitid, 3 /* P_PIDFD */, pidfd, &info, WEXITED | WNOWAIT | WNOHANG, usage);
    if (result < 0 || info.si_pid == 0) return -1;
    *killed = info.si_code != CLD_EXITED;
    *number = info.si_status;
    return 0;
}

int clinux_unread_bytes(int socket) {
    int count = 0;
    return ioctl(socket, SIOCOUTQ, &count) < 0 ? -1 : count;
}

int clinux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int clinux_set_user_identity(uid_t user) { return setresuid(user, user, user); }

int clinux_set_group_identity(gid_t group) { return setresgid(group, group, group); }

int clinux_enter_user_namespace(void) { return unshare(CLONE_NEWUSER); }

int clinux_enter_other_namespaces(void) {
    return unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
}

int clinux_enter_pid_namespace(void) { return unshare(CLONE_NEWPID); }

int clinux_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

const char *clinux_secure_environment(const char *name) { return secure_getenv(name); }

const char *clinux_error_text(int error) { return strerrordesc_np(error); }

int clinux_set_limit(enum clinux_resource resource, uint64_t soft, uint64_t hard) {
    static const int numbers[] = {
        [clinux_limit_address_space] = RLIMIT_AS,
        [clinux_limit_cpu_seconds] = RLIMIT_CPU,
        [clinux_limit_processes] = RLIMIT_NPROC,
        [clinux_limit_file_size] = RLIMIT_FSIZE,
        [clinux_limit_core] = RLIMIT_CORE,
        [clinux_limit_open_files] = RLIMIT_NOFILE,
        [clinux_limit_stack] = RLIMIT_STACK,
        [clinux_limit_locked_memory] = RLIMIT_MEMLOCK,
        [clinux_limit_message_queues] = RLIMIT_MSGQUEUE,
    };
    struct rlimit limit = {soft, hard};
    return setrlimit(numbers[resource], &limit);
}

int clinux_set_no_new_privs(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int clinux_set_dumpable(int dumpable) { return prctl(PR_SET_DUMPABLE, dumpable, 0, 0, 0); }

int clinux_drop_bounding_capability(int capability) { return prctl(PR_CAPBSET_DROP, capability, 0, 0, 0); }

int clinux_has_bounding_capability(int capability) { return prctl(PR_CAPBSET_READ, capability, 0, 0, 0); }

int clinux_clear_ambient_capabilities(void) { return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); }

int clinux_clear_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};
    return (int)syscall(SYS_capset, &header, none);
}

int clinux_pivot_root(const char *new_root, const char *put_old) {
    return (int)syscall(SYS_pivot_root, new_root, put_old);
}

// The numbers are the same on every architecture.
enum { call_open_tree = 428, call_move_mount = 429, call_openat2 = 437, call_mount_setattr = 442 };

int clinux_open_place(const char *path) {
    enum { resolve_no_symlinks = 4 };
    struct {
        uint64_t flags, mode, resolve;
    } how = {O_PATH | O_CLOEXEC, 0, resolve_no_symlinks};
    return (int)syscall(call_openat2, AT_FDCWD, path, &how, sizeof how);
}

int clinux_copy_tree(int place) {
    enum { clone_tree = 1, recursive = 0x8000, closed = 1 | 2 | 4 | 8 /* read-only, nosuid, nodev, noexec */ };
    struct {
        uint64_t set, clear, propagation, user_namespace;
    } attributes = {.set = closed, .propagation = MS_PRIVATE};
    int tree = (int)syscall(call_open_tree, place, "", clone_tree | recursive | AT_EMPTY_PATH | O_CLOEXEC);
    if (tree < 0) return -1;
    // Before it is attached anywhere, so that it is at no time open to more.
    if (syscall(call_mount_setattr, tree, "", recursive | AT_EMPTY_PATH, &attributes, sizeof attributes) == 0) return tree;
    int error = errno;
    close(tree);
    errno = error;
    return -1;
}

int clinux_attach_tree(int tree, const char *point) {
    enum { from_empty_path = 4 };
    return (int)syscall(call_move_mount, tree, "", AT_FDCWD, point, from_empty_path);
}

int64_t clinux_file_system_kind(int place) {
    struct statfs status;
    // The kind's type is signed on some architectures; the kernel's numbers have 32 bits.
    return fstatfs(place, &status) < 0 ? -1 : (int64_t)(uint32_t)status.f_type;
}

enum {
    landlock_create_ruleset = 444,
    landlock_add_rule = 445,
    landlock_restrict_self = 446,
    landlock_create_ruleset_version = 1
};

struct ruleset_attributes {
    uint64_t access_fs, access_net, scoped;
};

int clinux_landlock_abi(void) {
    long abi = syscall(landlock_create_ruleset, NULL, 0, landlock_create_ruleset_version);
    return abi < 0 ? -errno : (int)abi;
}

int clinux_landlock_create_ruleset(uint64_t access_fs, uint64_t access_net, uint64_t scoped) {
    // An older kernel takes the longer structure as long as what it does not know is zero.
    struct ruleset_attributes attributes = {access_fs, access_net, scoped};
    return (int)syscall(landlock_create_ruleset, &attributes, sizeof attributes, 0);
}

int clinux_landlock_allow(int ruleset, uint64_t access_fs, int place) {
    enum { path_beneath = 1 };
    struct {
        uint64_t access;
        int32_t place;
    } __attribute__((packed)) rule = {access_fs, place};
    return (int)syscall(landlock_add_rule, ruleset, path_beneath, &rule, 0);
}

int clinux_landlock_restrict_self(int ruleset) { return (int)syscall(landlock_restrict_self, ruleset, 0); }

int clinux_seccomp_install(const struct sock_filter *instructions, unsigned short count) {
    struct sock_fprog program = {count, (struct sock_filter *)instructions};
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    if (result > 0) {  // The id of a thread that could not follow.
        errno = ESRCH;
        return -1;
    }
    return (int)result;
}

enum { maximum_descriptors = 8 };

ssize_t clinux_send_descriptors(int socket, const void *bytes, size_t length, const int *descriptors, int count) {
    if (count < 0 || count > maximum_descriptors) {
        errno = EINVAL;
        return -1;
    }
    union {
        struct cmsghdr align;
        char space[CMSG_SPACE(maximum_descriptors * sizeof(int))];
    } control;
    memset(&control, 0, sizeof control);
    struct iovec part = {(void *)bytes, length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (count > 0) {
        message.msg_control = control.space;
        message.msg_controllen = CMSG_SPACE((size_t)count * sizeof(int));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
        memcpy(CMSG_DATA(header), descriptors, (size_t)count * sizeof(int));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

ssize_t clinux_receive_descriptors(int socket, void *bytes, size_t length, int *descriptors, int capacity,
                                   int *count) {
    union {
        struct cmsghdr align;
        char space[CMSG_SPACE(maximum_descriptors * sizeof(int))];
    } control;
    struct iovec part = {bytes, length};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.space,
                             .msg_controllen = sizeof control.space};
    *count = 0;
    ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (received < 0) return received;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t arrived = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t index = 0; index < arrived; index++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(header) + index * sizeof(int), sizeof descriptor);
            if (*count < capacity)
                descriptors[(*count)++] = descriptor;
            else
                close(descriptor);
        }
    }
    return received;
}

uint32_t clinux_audit_arch(void) {
#if defined(__x86_64__)
    return AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
    return AUDIT_ARCH_AARCH64;
#else
#error "no architecture token"
#endif
}
