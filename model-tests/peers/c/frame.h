/* Bytes to lines, and what is wrong with a line before it is JSON: section 2 of PROTOCOL.md. */
#ifndef HANDFAST_FRAME_H
#define HANDFAST_FRAME_H

#include "buffer.h"

#include <stdbool.h>

/* What the peer did that the text forbids: a code of section 9, and words for people. Without a code nothing is
 * wrong. */
typedef struct {
  const char *code;
  char about[160];
} violation;

/* Notes a violation, and says false: the check has failed. */
bool breaks(violation *wrong, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The bytes of a stream that are not lines yet. */
typedef struct {
  buffer bytes;
  size_t begin;    /* of the first line that was not taken */
  size_t searched; /* up to here there is no line feed in it */
} line_reader;

typedef struct {
  const char *bytes; /* valid until the next feed */
  size_t length;
} line;

void lines_feed(line_reader *in, const char *bytes, size_t length);

/* Takes the next line that is not blank, without its end. False where there is none yet, or one that is wrong. */
bool lines_next(line_reader *in, size_t limit, line *next, violation *wrong);

/* Forgets everything. */
void lines_clear(line_reader *in);

bool utf8_valid(const char *bytes, size_t length);

#endif
