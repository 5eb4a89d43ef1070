/* A worker's client: section 6.1 of PROTOCOL.md. Any thread may call it; one thread of its own does all reading and
 * writing. */
#ifndef HANDFAST_CLIENT_H
#define HANDFAST_CLIENT_H

#include "wire.h"

typedef enum {
  CLIENT_IDLE, CLIENT_CONNECTING, CLIENT_AWAITING_ACK, CLIENT_FINISHING, CLIENT_READY, CLIENT_DRAINING,
  CLIENT_HALF_CLOSED, CLIENT_CLOSED
} client_state;

/* What the program is told, in order, on the client's thread. A notice carries the tag of an outcome or a response;
 * the cause of an outcome, of a request's end without a response, or of the connection's end; and as its body the
 * frame received, the decision on a request, or the tags that were not written at the end. An outcome is "written",
 * "failed" or "unknown". */
typedef enum { CLIENT_IS_READY, CLIENT_OUTCOME, CLIENT_RESPONSE, CLIENT_RECEIVED, CLIENT_IS_CLOSED } client_notice;

typedef struct {
  const char *socket, *child_id, *worktree, *branch, *task;
  long long handshake_timeout_ms, ping_interval_ms, silence_limit_ms;
  size_t queue_messages, queue_bytes, early_line_limit, line_limit;
  void (*tell)(void *program, const notice *what);
  void *program;
} client_settings;

/* The defaults of section 7. */
client_settings client_defaults(void);

typedef struct client client;

/* A client that accepts messages; NULL where the settings make no valid handshake. The settings are copied. */
client *client_new(client_settings settings, violation *wrong);

/* Connects, tries again where that makes sense, and shakes hands. */
void client_start(client *of);

/* Hands over a message: its type and its fields, without envelope and childId. Where it is accepted the answer has
 * no name, and the outcome is told once; else it says why not: "full", "closing", "not sendable", or the cause of
 * the connection's end. */
handfast_cause client_send(client *of, const char *tag, const json *message);

/* Asks for permission; like a message, and then its one response is told as well. */
handfast_cause client_request(client *of, const char *tag, const json *confirmation, long long timeout_ms);

/* Ends a request that is open. */
void client_withdraw(client *of, const char *tag);

/* Writes what was accepted, and ends (HF-12). */
void client_close(client *of, long long deadline_ms);

client_state client_state_of(client *of, unsigned long long *counted);
const char *client_state_name(client_state state);

/* Hangs up if need be, and waits for the client's thread, which tells the rest before it ends. */
void client_free(client *gone);

#endif
