#define _GNU_SOURCE
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "clinux.h"

int clinux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int queue, int operation, int descriptor, int interest, uint64_t token) {
    struct epoll_event event = {.data.u64 = token};
    if (interest & clinux_interest_read) event.events |= EPOLLIN;
    if (interest & clinux_interest_write) event.events |= EPOLLOUT;
    return epoll_ctl(queue, operation, descriptor, &event);
}

int clinux_epoll_add(int queue, int descriptor, int interest, uint64_t token) {
    return control(queue, EPOLL_CTL_ADD, descriptor, interest, token);
}

int clinux_epoll_modify(int queue, int descriptor, int interest, uint64_t token) {
    return control(queue, EPOLL_CTL_MOD, descriptor, interest, token);
}

int clinux_epoll_remove(int queue, int descriptor) {
    return epoll_ctl(queue, EPOLL_CTL_DEL, descriptor, NULL);
}

int clinux_epoll_wait(int queue, uint64_t *tokens, int capacity) {
    enum { maximum = 64 };
    struct epoll_event events[maximum];
    int count = epoll_wait(queue, events, capacity < maximum ? capacity : maximum, -1);
    for (int index = 0; index < count; index++) tokens[index] = events[index].data.u64;
    return count;
}

int clinux_timer_create(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK); }

int clinux_timer_set(int timer, uint64_t nanoseconds) {
    struct itimerspec at = {.it_value = {(time_t)(nanoseconds / 1000000000), (long)(nanoseconds % 1000000000)}};
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL);
}

void clinux_timer_acknowledge(int timer) {
    uint64_t expirations;
    // Non-blocking; what it holds does not matter.
    (void)!read(timer, &expirations, sizeof expirations);
}

uint64_t clinux_monotonic_nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}
