#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <unistd.h>

#include "clinux.h"

enum { control_target = 3, first_free = 10 };

static int configure(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int control,
                     int error_output) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
    if (!error)
        error = posix_spawnattr_setflags(attributes,
                                         POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    if (!error) error = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!error) error = posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, error_output, STDERR_FILENO);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, control, control_target);
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(actions, control_target + 1);
    return error;
}

int clinux_spawn_worker(pid_t *process, const char *path, int control, int error_output) {
    // An app may run with 0 to 3 closed, and then the sources could be those numbers: out of the targets' way.
    int high_control = fcntl(control, F_DUPFD_CLOEXEC, first_free);
    int high_error = fcntl(error_output, F_DUPFD_CLOEXEC, first_free);
    int error = high_control < 0 || high_error < 0 ? errno : 0;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (!error && !(error = posix_spawn_file_actions_init(&actions))) {
        if (!(error = posix_spawnattr_init(&attributes))) {
            error = configure(&actions, &attributes, high_control, high_error);
            char *arguments[] = {(char *)path, NULL};
            char *environment[] = {NULL};
            if (!error) error = posix_spawn(process, path, &actions, &attributes, arguments, environment);
            posix_spawnattr_destroy(&attributes);
        }
        posix_spawn_file_actions_destroy(&actions);
    }
    if (high_control >= 0) close(high_control);
    if (high_error >= 0) close(high_error);
    return error;
}
