#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "clinux.h"

// The linker's own marks; Swift cannot name them.
extern const char __executable_start, etext;

int clinux_text_to_huge_pages(void) {
    const size_t huge = 2 << 20;
    size_t start = ((size_t)&__executable_start + huge - 1) & ~(huge - 1);
    size_t end = (size_t)&etext & ~(huge - 1);
    if (end <= start) return 0;
    size_t length = end - start;
    char *space = mmap(NULL, length + huge, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (space == MAP_FAILED) return -1;
    char *copy = (char *)(((size_t)space + huge - 1) & ~(huge - 1));
    // From here on the text is replaced by an equal one under the feet of this very function, in one step.
    if (mprotect(copy, length, PROT_READ | PROT_WRITE) == 0 && madvise(copy, length, MADV_HUGEPAGE) == 0) {
        memcpy(copy, (const char *)start, length);
        if (mprotect(copy, length, PROT_READ | PROT_EXEC) == 0 &&
            mremap(copy, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)start) != MAP_FAILED) {
            munmap(space, (size_t)(copy - space));
            munmap(copy + length, (size_t)(space + huge - copy));
            return 1;
        }
    }
    int error = errno;
    munmap(space, length + huge);
    errno = error;
    return -1;
}
