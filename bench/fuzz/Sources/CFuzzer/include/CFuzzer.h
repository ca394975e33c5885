#ifndef ABUSE_SCAN_FUZZER_H
#define ABUSE_SCAN_FUZZER_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's entry point, for programs that have a main of their own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *start, size_t count));

/// memfd_create(2), which the Glibc module leaves out.
int fuzz_memory_file(void);

#endif
