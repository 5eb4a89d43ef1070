/* One end of a connection, the same for both roles: lines in, frames out, what waits to be written, keep-alive. It
 * decides nothing. Whoever owns it holds a lock. */
#ifndef HANDFAST_WIRE_H
#define HANDFAST_WIRE_H

#include "loop.h"
#include "message.h"

/* A frame that waits to be written. */
typedef struct frame {
  buffer line;
  size_t taken;  /* bytes that the kernel has */
  bool message;  /* not the connection's own */
  char *tag;     /* the program's name for a message; NULL where nobody waits for its outcome */
  char *request; /* the id of a permission_request */
  struct frame *next;
} frame;

typedef struct {
  frame *first, *last;
  size_t messages, bytes, controls; /* bytes of messages */
} outbox;

void outbox_add(outbox *to, frame *added);
void outbox_move(outbox *to, outbox *from);
frame *outbox_take(outbox *from);
void frame_free(frame *gone);

enum { MAX_CONTROLS = 64 }; /* waiting to be written; with more the connection is not read */

typedef struct {
  int fd; /* -1 while there is none */
  line_reader in;
  outbox out;
  bool broken; /* writing failed */
  bool deaf;   /* the end of the peer's stream was not noticed */
  long long heard;
  long long tick; /* when keep-alive is due; NEVER without it */
  const char *prefix;
  unsigned long long last_id;
  char id[32]; /* of the frame made last */
} wire;

/* A wire for frames with ids that begin with the prefix. */
wire wire_new(const char *prefix);

/* The fields that every frame of this wire has; the id is also kept in the wire. */
json *wire_envelope(wire *of, const char *type);

/* Makes a frame of a program's message: the envelope, the childId if there is one, and the message's fields. NULL
 * where that is nothing that this role may send. */
frame *wire_message(wire *of, sender role, const char *tag, const char *child_id, const json *message);

/* Encodes a control frame and puts it behind what waits. */
void wire_control(wire *to, json *control);

typedef void message_written(void *owner, const frame *message);

/* Gives the kernel what it takes. Each message of which it has the last byte is told as written. */
void wire_write(wire *to, message_written *written, void *owner);

typedef enum { HEARD, NOTHING_YET, PEER_ENDED } heard;

/* Reads once. */
heard wire_read(wire *from);

/* What to wait for. */
short wire_wants(const wire *of, bool reading);

/* Writes a protocol_error as far as the socket takes it: only a frame that is begun goes before it. */
void wire_tell_violation(wire *to, const violation *wrong, const char *words, const json *at_fault,
                         message_written *written, void *owner);

/* A ping, or false where the peer has been silent for too long. */
bool wire_tick(wire *of, long long interval, long long limit);

/* Ends our direction; or both. */
void wire_half_close(wire *of);
void wire_hang_up(wire *of);

/* Forgets what waits. */
void wire_free(wire *of);

#endif
