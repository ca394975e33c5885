#ifndef ABUSE_SCAN_ZLIB_H
#define ABUSE_SCAN_ZLIB_H

#include <zlib.h>

/// `inflateInit2` is a macro, which Swift cannot import; 15 + 16 selects the gzip wrapper with a 32 KiB window.
static inline int abuse_scan_inflate_init_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

#endif
