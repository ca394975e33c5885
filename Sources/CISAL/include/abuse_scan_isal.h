#ifndef ABUSE_SCAN_ISAL_H
#define ABUSE_SCAN_ISAL_H

#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdlib.h>

/// What one step used, made and ended with; `code` is 0, or negative where the bytes are not valid gzip.
struct abuse_scan_isal_step {
    uint32_t consumed;
    uint32_t produced;
    int32_t code;
    int32_t is_member_end;
};

/// A state that begins behind the gzip header and verifies CRC-32 and length of every member; NULL without memory.
///
/// The state holds arrays that Swift cannot import, so it is handled by its address alone.
static inline void *abuse_scan_isal_make(void) {
    struct inflate_state *state = (struct inflate_state *)malloc(sizeof(struct inflate_state));
    if (state == NULL) return NULL;
    isal_inflate_init(state);
    state->crc_flag = ISAL_GZIP_NO_HDR_VER;
    return state;
}

static inline void abuse_scan_isal_free(void *state) { free(state); }

/// Makes ready for the next member.
static inline void abuse_scan_isal_reset(void *state) { isal_inflate_reset((struct inflate_state *)state); }

/// The CRC-32 of what the member decoded to so far.
static inline uint32_t abuse_scan_isal_checksum(const void *state) {
    return ((const struct inflate_state *)state)->crc;
}

/// Inflates as much of the input as fits into the output.
static inline struct abuse_scan_isal_step abuse_scan_isal_inflate(
    void *address, const uint8_t *input, uint32_t input_count, uint8_t *output, uint32_t output_count) {
    struct inflate_state *state = (struct inflate_state *)address;
    state->next_in = (uint8_t *)input;
    state->avail_in = input_count;
    state->next_out = output;
    state->avail_out = output_count;
    struct abuse_scan_isal_step step;
    step.code = isal_inflate(state);
    step.consumed = input_count - state->avail_in;
    step.produced = output_count - state->avail_out;
    step.is_member_end = state->block_state == ISAL_BLOCK_FINISH;
    return step;
}

#endif
