#define _GNU_SOURCE
#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clinux.h"

int clinux_seccomp_listen(const struct sock_filter *instructions, unsigned short count) {
    struct sock_fprog program = {count, (struct sock_filter *)instructions};
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

int clinux_notification_receive(int listener, struct clinux_notification *notification) {
    struct seccomp_notif received;
    memset(&received, 0, sizeof received);  // The kernel refuses it otherwise.
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &received) < 0) return -1;
    *notification = (struct clinux_notification){received.id, (pid_t)received.pid, received.data.nr};
    return 0;
}

int clinux_notification_is_alive(int listener, uint64_t identifier) {
    return ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &identifier) == 0;
}

int clinux_notification_give(int listener, uint64_t identifier, int descriptor, int number) {
    struct seccomp_notif_addfd gift = {
        .id = identifier, .flags = SECCOMP_ADDFD_FLAG_SETFD, .srcfd = (uint32_t)descriptor, .newfd = (uint32_t)number};
    return ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &gift) < 0 ? -1 : 0;
}

int clinux_notification_allow(int listener, uint64_t identifier) {
    struct seccomp_notif_resp answer = {.id = identifier, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    return ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

int clinux_notification_return(int listener, uint64_t identifier, int error) {
    struct seccomp_notif_resp answer = {.id = identifier, .error = -error};
    return ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

pid_t clinux_copy_self(void) { return (pid_t)syscall(SYS_clone, clinux_copy_flags, 0, 0, 0, 0); }
int clinux_ask_for_descriptors(void) { return (int)syscall(SYS_dup3, -1, -1, 0); }
