// sched_getcpu, sched_getaffinity and sched_setaffinity are declared under _GNU_SOURCE only, which Swift's view of glibc
// does not define. For the benchmark alone; nothing of it is in a product.
#ifndef CBENCHMARK_H
#define CBENCHMARK_H

#include <sys/types.h>

// The processor that the calling thread is on.
int cbenchmark_processor(void);

// Keeps a process on one processor. Returns -1 with errno set if it cannot.
int cbenchmark_pin(pid_t process, int processor);

// Another processor that this process may use; -1 if there is none.
int cbenchmark_other_processor(int processor);

#endif
