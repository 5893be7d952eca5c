#define _GNU_SOURCE
#include "cbenchmark.h"

#include <sched.h>

int cbenchmark_processor(void) { return sched_getcpu(); }

int cbenchmark_pin(pid_t process, int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    return sched_setaffinity(process, sizeof set, &set);
}

int cbenchmark_other_processor(int processor) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) < 0) return -1;
    for (int step = 1; step < CPU_SETSIZE; step++) {
        int other = (processor + step) % CPU_SETSIZE;
        if (CPU_ISSET(other, &set)) return other;
    }
    return -1;
}
