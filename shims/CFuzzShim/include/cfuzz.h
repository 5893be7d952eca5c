#ifndef CFUZZ_H
#define CFUZZ_H

#include <stdint.h>

// Bytes that this thread has asked malloc for since it began; 0 where a sanitizer has an allocator of its own. Swift cannot
// define malloc, which its own runtime calls.
uint64_t cfuzz_allocated_bytes(void);

#endif
