#include "cfuzz.h"

#include <errno.h>
#include <stddef.h>

#if __has_feature(address_sanitizer)

uint64_t cfuzz_allocated_bytes(void) { return 0; }

#else

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

// Not instrumented: what an allocation does is no coverage of a decoder.
#define UNINSTRUMENTED __attribute__((no_sanitize("coverage")))

static __thread uint64_t allocated;

UNINSTRUMENTED uint64_t cfuzz_allocated_bytes(void) { return allocated; }

UNINSTRUMENTED void *malloc(size_t size) {
    allocated += size;
    return __libc_malloc(size);
}

UNINSTRUMENTED void *calloc(size_t count, size_t size) {
    allocated += count * size;
    return __libc_calloc(count, size);
}

UNINSTRUMENTED void *realloc(void *old, size_t size) {
    allocated += size;
    return __libc_realloc(old, size);
}

UNINSTRUMENTED void *memalign(size_t alignment, size_t size) {
    allocated += size;
    return __libc_memalign(alignment, size);
}

UNINSTRUMENTED void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

UNINSTRUMENTED int posix_memalign(void **result, size_t alignment, size_t size) {
    void *memory = memalign(alignment, size);
    if (!memory) return ENOMEM;
    *result = memory;
    return 0;
}

#endif
