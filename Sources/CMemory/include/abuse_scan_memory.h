// What a hot table asks of the machine and Swift has no word for: lines fetched ahead, memory that grows without being copied, and
// memory that goes back.
#ifndef ABUSE_SCAN_MEMORY_H
#define ABUSE_SCAN_MEMORY_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <unistd.h>
#endif

#ifdef __linux__
// Its header names it only where it is asked for all that is not of POSIX, which would make its types others than those of other
// modules.
extern void *mremap(void *start, size_t old, size_t bytes, int flags, ...);
#endif

// Asks for the cache line at an address; nothing is read, so any address will do.
static inline void abuse_scan_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

// From here on memory is asked of the system itself.
static const size_t abuse_scan_large = (size_t)1 << 21;

// Memory that begins on a cache line; large pieces come in huge pages where the system has them, since a table
// that is read at random misses the address cache as often as the data cache. NULL where there is none.
static inline void *abuse_scan_aligned(size_t bytes) {
    void *start = NULL;
    if (bytes >= abuse_scan_large) {
        start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (start == MAP_FAILED) { return NULL; }
        (void)madvise(start, bytes, MADV_HUGEPAGE);
        return start;
    }
    return posix_memalign(&start, 64, bytes) == 0 ? start : NULL;
}

// Gives back what `abuse_scan_aligned` or `abuse_scan_resized` gave for so many bytes.
static inline void abuse_scan_free(void *start, size_t bytes) {
    if (bytes >= abuse_scan_large) {
        (void)munmap(start, bytes);
    } else {
        free(start);
    }
}

// Has such memory be of another length; the first `used` bytes stay what they are, and large pieces are not copied where the system
// can move them. NULL where there is none.
static inline void *abuse_scan_resized(void *start, size_t used, size_t old, size_t bytes) {
#ifdef __linux__
    if (old >= abuse_scan_large && bytes >= abuse_scan_large) {
        const int may_move = 1;
        void *const moved = mremap(start, old, bytes, may_move);
        return moved == MAP_FAILED ? NULL : moved;
    }
#endif
    void *const copy = abuse_scan_aligned(bytes);
    if (copy == NULL) { return NULL; }
    (void)memcpy(copy, start, used);
    abuse_scan_free(start, old);
    return copy;
}

// Has large pieces go back to the system when they are freed. Unless told so, glibc raises its bound to the largest piece that was
// ever freed; what was large then leaves holes among what is small, which stay in the process.
static inline void abuse_scan_return_large_pieces(void) {
#ifdef __GLIBC__
    (void)mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

// Has what the heap has grown by since `end` lie in huge pages, and from the first time on, when `end` is 0, has it grow and shrink in
// steps of several; returns its present end, 0 where that is not known.
static inline size_t abuse_scan_huge_heap(size_t end) {
#ifdef __GLIBC__
    const size_t now = (size_t)sbrk(0), page = (size_t)1 << 21;
    if (now == (size_t)-1) { return 0; }
    if (end == 0) {
        (void)mallopt(M_TOP_PAD, 4 * (int)page);
        (void)mallopt(M_TRIM_THRESHOLD, 16 * (int)page);
    } else if (now > end) {
        const size_t first = end & ~(page - 1);
        (void)madvise((void *)first, now - first, MADV_HUGEPAGE);
    }
    return now;
#else
    return end;
#endif
}

#endif
