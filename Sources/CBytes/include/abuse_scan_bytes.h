// Which of 64 bytes are what, a bit for each, that of the first byte lowest: Swift compares as many at once, but has no word that
// makes a number of what it found. Every function reads 64 bytes from `at` on.
#ifndef ABUSE_SCAN_BYTES_H
#define ABUSE_SCAN_BYTES_H

#include <stdint.h>

typedef uint8_t abuse_scan_line __attribute__((ext_vector_type(64)));
typedef uint8_t abuse_scan_line_anywhere __attribute__((ext_vector_type(64), aligned(1), may_alias));
typedef _Bool abuse_scan_found __attribute__((ext_vector_type(64)));

#define ABUSE_SCAN_LINE(at) ((abuse_scan_line) * (const abuse_scan_line_anywhere *)(at))
#define ABUSE_SCAN_BITS(condition)                                                  \
    ({                                                                              \
        const abuse_scan_found found = __builtin_convertvector(condition, abuse_scan_found); \
        uint64_t bits;                                                              \
        __builtin_memcpy(&bits, &found, sizeof bits);                               \
        bits;                                                                       \
    })

// Bytes that are `byte`.
static inline uint64_t abuse_scan_equal(const uint8_t *at, uint8_t byte) {
    const abuse_scan_line line = ABUSE_SCAN_LINE(at);
    return ABUSE_SCAN_BITS(line == byte);
}

// Bytes that are one of two.
static inline uint64_t abuse_scan_either(const uint8_t *at, uint8_t one, uint8_t other) {
    const abuse_scan_line line = ABUSE_SCAN_LINE(at);
    return ABUSE_SCAN_BITS((line == one) | (line == other));
}

// Bytes that are decimal digits.
static inline uint64_t abuse_scan_digits(const uint8_t *at) {
    const abuse_scan_line line = ABUSE_SCAN_LINE(at);
    return ABUSE_SCAN_BITS((line - '0') < 10);
}

// Bytes that are hexadecimal digits in lower case.
static inline uint64_t abuse_scan_lower_hex(const uint8_t *at) {
    const abuse_scan_line line = ABUSE_SCAN_LINE(at);
    return ABUSE_SCAN_BITS(((line - '0') < 10) | ((line - 'a') < 6));
}

#endif
