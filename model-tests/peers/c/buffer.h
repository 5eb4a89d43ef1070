/* Bytes that grow, and the one way to get memory: without it the process ends. */
#ifndef HANDFAST_BUFFER_H
#define HANDFAST_BUFFER_H

#include <stddef.h>

typedef struct {
  char *bytes;
  size_t length, room;
} buffer;

void *allocate(size_t size);
void *reallocate(void *old, size_t size);
char *copy_text(const char *text);

void buffer_add(buffer *to, const char *bytes, size_t length);
void buffer_add_text(buffer *to, const char *text);

/* Takes bytes off the front. */
void buffer_drop(buffer *from, size_t length);

void buffer_free(buffer *gone);

#endif
