/* What frames may say: sections 3 and 4 of PROTOCOL.md as one table, for reading and for writing. */
#ifndef HANDFAST_MESSAGE_H
#define HANDFAST_MESSAGE_H

#include "frame.h"
#include "json.h"

typedef enum { FROM_WORKER = 1, FROM_ORCHESTRATOR = 2, FROM_BOTH = 3 } sender;

struct field;

typedef struct {
  const char *name;
  sender from;
  bool application;
  const struct field *fields;
} message_type;

/* The type of a frame; NULL where this text does not know it. */
const message_type *message_type_of(const json *frame);

/* Reads a line and checks it in the order of section 9, short of its direction and the state. What was read is given
 * back also where it is wrong, for its id; NULL where it is no object. */
json *message_read(line from, violation *wrong);

/* The fields that every frame of that type has. */
json *message_envelope(const char *id, const char *type);

/* Encodes a frame of known type as one line, its known fields only and in the order of section 4, and frees it; an
 * empty buffer where it is wrong. */
buffer message_encode(json *frame, violation *wrong);

#endif
