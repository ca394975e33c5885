// Counts allocations of a program that it is preloaded into by their call stacks, and writes them to the file that
// MALLOC_SITES names: first what is mapped where, then for each stack how often, how many bytes, and the return addresses.
//
//     gcc -O2 -shared -fPIC -o malloc_sites.so malloc_sites.c
//     MALLOC_SITES=sites LD_PRELOAD=./malloc_sites.so program
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 28, PLACES = 1 << 16 };

static struct {
    uint64_t hash;
    long calls, bytes;
    int depth;
    void *stack[DEPTH];
} sites[PLACES];

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static __thread int inside;
static int running;

// The first backtrace allocates.
__attribute__((constructor)) static void begin(void) {
    void *stack[4];
    inside = 1;
    backtrace(stack, 4);
    inside = 0;
    running = 1;
}

static void note(size_t size) {
    if (!running || inside) return;
    inside = 1;
    void *stack[DEPTH + 2];
    int depth = backtrace(stack, DEPTH + 2) - 2;
    if (depth < 0) depth = 0;
    uint64_t hash = 14695981039346656037ull;
    for (int i = 0; i < depth; i++) hash = (hash ^ (uint64_t)stack[i + 2]) * 1099511628211ull;
    if (hash == 0) hash = 1;
    pthread_mutex_lock(&mutex);
    for (uint64_t i = 0; i < PLACES; i++) {
        uint64_t place = (hash + i) % PLACES;
        if (sites[place].hash == 0) {
            sites[place].hash = hash;
            sites[place].depth = depth;
            memcpy(sites[place].stack, stack + 2, depth * sizeof(void *));
        }
        if (sites[place].hash != hash) continue;
        sites[place].calls++;
        sites[place].bytes += size;
        break;
    }
    pthread_mutex_unlock(&mutex);
    inside = 0;
}

#include "malloc_hooks.h"

__attribute__((destructor)) static void finish(void) {
    inside = 1;
    const char *path = getenv("MALLOC_SITES");
    FILE *file = path ? fopen(path, "w") : NULL;
    FILE *maps = fopen("/proc/self/maps", "r");
    if (!file || !maps) return;
    char line[1024];
    while (fgets(line, sizeof line, maps)) fprintf(file, "map %s", line);
    for (int place = 0; place < PLACES; place++) {
        if (sites[place].hash == 0) continue;
        fprintf(file, "site %ld %ld", sites[place].calls, sites[place].bytes);
        for (int i = 0; i < sites[place].depth; i++) fprintf(file, " %p", sites[place].stack[i]);
        fprintf(file, "\n");
    }
    fclose(maps);
    fclose(file);
}
