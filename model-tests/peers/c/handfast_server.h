/* An orchestrator's server: section 6.2 of PROTOCOL.md. Any thread may call it; one thread of its own does all
 * reading and writing, for all workers. */
#ifndef HANDFAST_SERVER_H
#define HANDFAST_SERVER_H

#include "wire.h"

/* What the program is told, in order, on the server's thread, always with the childId. A notice carries the tag of
 * an outcome; the cause of an outcome or of a session's end; and as its body the frame received or asked. An outcome
 * is "written", "failed", "unknown", or, of a broadcast, "refused". */
typedef enum {
  SERVER_WANTS_VERDICT, SERVER_JOINED, SERVER_RECEIVED, SERVER_ASKED, SERVER_OUTCOME, SERVER_LEFT, SERVER_IS_STOPPED
} server_notice;

typedef enum { VERDICT_ACCEPT, VERDICT_REJECT, VERDICT_ASK } verdict;

typedef struct {
  const char *socket;
  long long handshake_timeout_ms, ping_interval_ms, silence_limit_ms;
  size_t queue_messages, queue_bytes, early_line_limit, line_limit;
  size_t connections, strangers; /* a stranger is not accepted yet */
  bool replaces;                 /* a second worker of a childId takes the first one's place, else it is refused */
  verdict verdict;
  void (*tell)(void *program, const notice *what);
  void *program;
} server_settings;

/* The defaults of section 7. */
server_settings server_defaults(void);

typedef struct server server;

/* A server that listens; NULL, and why not. */
server *server_new(server_settings settings, char *why, size_t size);

/* Decides about the handshake of the worker that has waited longest under that childId. */
void server_decide(server *of, const char *child_id, bool accept);

/* Sends a cancel or inject_context: its type and its fields. Where it is accepted the answer has no name, and the
 * outcome is told once; else it says why not: "not registered", "closing", "full", "not sendable". */
handfast_cause server_send(server *of, const char *tag, const char *child_id, const json *message);

/* Sends to each worker that is registered; each outcome is told, also of those that refuse it. */
handfast_cause server_broadcast(server *of, const char *tag, const json *message);

/* Answers an open request with one of the five forms; like a message, or "not asked". */
handfast_cause server_reply(server *of, const char *tag, const char *child_id, const json *request_id,
                            const json *result);

/* Denies what is open, writes what was accepted, and ends (HF-12, HF-33). */
void server_stop(server *of, long long deadline_ms);

/* The childIds that are registered, oldest session first, as a JSON array. */
json *server_workers(server *of, unsigned long long *counted);

/* Hangs up if need be, and waits for the server's thread, which tells the rest before it ends. */
void server_free(server *gone);

#endif
