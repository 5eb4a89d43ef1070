#include "frame.h"

#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool breaks(violation *wrong, const char *code, const char *format, ...) {
  va_list values;
  va_start(values, format);
  vsnprintf(wrong->about, sizeof wrong->about, format, values);
  va_end(values);
  wrong->code = code;
  return false;
}

void lines_feed(line_reader *in, const char *bytes, size_t length) {
  buffer_drop(&in->bytes, in->begin);
  in->searched -= in->begin;
  in->begin = 0;
  if (fault("forgets-cut-lines")) {
    lines_clear(in);
  }
  buffer_add(&in->bytes, bytes, length);
}

static bool blank(line it) {
  while (it.length > 0 && strchr(" \t\r", it.bytes[it.length - 1]) != NULL && it.bytes[it.length - 1] != '\0') {
    it.length--;
  }
  return it.length == 0;
}

/* The line's size: one carriage return belongs to its end, or may yet do so. */
static size_t size(line it) {
  bool ends = it.length > 0 && it.bytes[it.length - 1] == '\r' && !fault("carriage-returns-are-text");
  return it.length - ends;
}

bool lines_next(line_reader *in, size_t limit, line *next, violation *wrong) {
  while (in->begin < in->bytes.length) {
    const char *from = in->bytes.bytes + in->begin;
    const char *end = memchr(in->bytes.bytes + in->searched, '\n', in->bytes.length - in->searched);
    *next = (line){from, end == NULL ? in->bytes.length - in->begin : (size_t)(end - from)};
    if (size(*next) > limit) {
      return breaks(wrong, "frame_too_long", "got a line of over %zu bytes", limit);
    }
    if (end == NULL) {
      in->searched = in->bytes.length;
      return false;
    }
    in->begin += next->length + 1;
    in->searched = in->begin;
    if (!blank(*next) || fault("carriage-returns-are-text")) {
      next->length = size(*next);
      return utf8_valid(next->bytes, next->length) || breaks(wrong, "invalid_utf8", "got a line that is not UTF-8");
    }
  }
  return false;
}

void lines_clear(line_reader *in) {
  in->bytes.length = in->begin = in->searched = 0;
}

/* No overlong form, no surrogate, nothing beyond U+10FFFF: only the second byte's range depends on the first. */
bool utf8_valid(const char *bytes, size_t length) {
  const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
  while (at < end) {
    unsigned first = *at++, least = 0x80, most = 0xBF;
    int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    if ((first >= 0x80 && first < 0xC2) || first > 0xF4) {
      return false;
    }
    least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : least;
    most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : most;
    for (; more > 0; more--, least = 0x80, most = 0xBF) {
      if (at == end || *at < least || *at > most) {
        return false;
      }
      at++;
    }
  }
  return true;
}
