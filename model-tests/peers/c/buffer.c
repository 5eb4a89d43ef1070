#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *reallocate(void *old, size_t size) {
  void *memory = realloc(old, size > 0 ? size : 1);
  if (memory == NULL) {
    fputs("out of memory\n", stderr);
    abort();
  }
  return memory;
}

void *allocate(size_t size) {
  return memset(reallocate(NULL, size), 0, size);
}

char *copy_text(const char *text) {
  return text == NULL ? NULL : strcpy(allocate(strlen(text) + 1), text);
}

void buffer_add(buffer *to, const char *bytes, size_t length) {
  if (length == 0) {
    return;
  }
  if (to->room - to->length < length) {
    to->room = 2 * to->room > to->length + length ? 2 * to->room : to->length + length;
    to->bytes = reallocate(to->bytes, to->room);
  }
  memcpy(to->bytes + to->length, bytes, length);
  to->length += length;
}

void buffer_add_text(buffer *to, const char *text) {
  buffer_add(to, text, strlen(text));
}

void buffer_drop(buffer *from, size_t length) {
  if (length > 0) {
    memmove(from->bytes, from->bytes + length, from->length - length);
    from->length -= length;
  }
}

void buffer_free(buffer *gone) {
  free(gone->bytes);
  *gone = (buffer){0};
}
