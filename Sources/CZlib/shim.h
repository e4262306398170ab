#pragma once
#include <zlib.h>

// A macro that Swift cannot call: negative window bits are a stream without a header, as in a ZIP archive.
static inline int switchboard_inflate_init(z_stream *stream) {
  return inflateInit2(stream, -MAX_WBITS);
}
