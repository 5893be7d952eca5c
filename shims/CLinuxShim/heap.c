#include <malloc.h>
#include <stdlib.h>

#include "clinux.h"

void clinux_one_heap(void) { mallopt(M_ARENA_MAX, 1); }

void clinux_fill_heap_gaps(void) {
    enum { largest = 1 << 16, smallest = 24, step = 16 };
    // Too large for any gap worth the name: it comes from the end of the heap, and what lies beyond it is new.
    char *edge = malloc(largest);
    if (!edge) return;
    for (size_t size = largest - step; size >= smallest; size -= step)
        for (;;) {
            char *piece = malloc(size);
            if (!piece) return;
            if (piece > edge) {
                free(piece);
                break;
            }
            // Kept for ever: it is a gap no more.
        }
}
