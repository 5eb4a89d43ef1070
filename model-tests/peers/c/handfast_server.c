#include "handfast_server.h"

#include "fault.h"
#include "peer_user.h"
#include "socket_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAUSE_WITHOUT_DESCRIPTORS_MS = 50 };

typedef enum { AWAITING_HANDSHAKE, AUTHORIZING, REGISTERED, DRAINING, HALF_CLOSED, CLOSED } state;

typedef struct request {
  json *id;
  struct request *next;
} request;

typedef struct connection {
  server *server;
  wire wire;
  state state;
  long long deadline; /* of the handshake, later of the close */
  json *handshake;    /* from AUTHORIZING on */
  const char *child_id;
  request *requests;  /* unanswered, oldest first */
  struct connection *next;
} connection;

struct server {
  server_settings settings;
  loop loop; /* its lock is over everything below */
  socket_file file;
  int listener; /* -1 once it stops */
  long long accept_at;
  bool stopping;
  connection *connections; /* registered ones in the order in which they joined, waiting ones in that of their handshakes */
  unsigned long long counted, sessions;
};

server_settings server_defaults(void) {
  return (server_settings){.handshake_timeout_ms = 10000, .ping_interval_ms = 30000, .silence_limit_ms = 60000,
                           .queue_messages = 1024, .queue_bytes = 16777216, .early_line_limit = 262144,
                           .line_limit = 8388608, .connections = 16384, .strangers = 1024};
}

static bool in_session(const connection *of) {
  return of->state == REGISTERED || of->state == DRAINING || of->state == HALF_CLOSED;
}

static bool is_stranger(const connection *of) {
  return of->state == AWAITING_HANDSHAKE || of->state == AUTHORIZING;
}

static size_t count(const server *in, bool (*that)(const connection *)) {
  size_t found = 0;
  for (const connection *each = in->connections; each != NULL; each = each->next) {
    found += that(each);
  }
  return found;
}

static connection *worker(const server *in, const char *child_id) {
  connection *found = in->connections;
  while (found != NULL && !(in_session(found) && strcmp(found->child_id, child_id) == 0)) {
    found = found->next;
  }
  return found;
}

static void append(server *to, connection *added) {
  connection **place = &to->connections;
  while (*place != NULL) {
    place = &(*place)->next;
  }
  added->next = NULL;
  *place = added;
}

static void move_to_end(connection *of) {
  connection **place = &of->server->connections;
  while (*place != of) {
    place = &(*place)->next;
  }
  *place = of->next;
  append(of->server, of);
}

/* What the program is told. */

static void note(const connection *of, server_notice kind, notice what) {
  what.kind = (int)kind;
  what.child_id = copy_text(of->child_id);
  loop_note(&of->server->loop, what);
}

static void note_outcome(const connection *of, const char *tag, const char *outcome, handfast_cause cause) {
  if (tag != NULL) {
    note(of, SERVER_OUTCOME, (notice){.tag = copy_text(tag), .outcome = outcome, .cause = cause});
  }
}

/* The end. */

static void forget_request(request **place) {
  request *gone = *place;
  *place = gone->next;
  json_free(gone->id);
  free(gone);
}

static void end(connection *of, handfast_cause cause) {
  bool session = in_session(of);
  of->state = CLOSED;
  wire_hang_up(&of->wire);
  for (frame *each; (each = outbox_take(&of->wire.out)) != NULL; frame_free(each)) {
    note_outcome(of, each->tag, each->taken > 0 ? "unknown" : "failed", cause);
  }
  while (of->requests != NULL) {
    forget_request(&of->requests);
  }
  if (session) {
    note(of, SERVER_LEFT, (notice){.cause = cause});
  }
}

static void written(void *owner, const frame *message) {
  note_outcome(owner, message->tag, "written", NO_CAUSE);
}

static void lose(connection *of) {
  end(of, of->state == HALF_CLOSED ? CAUSE("ClosedLocally") : CAUSE("PeerClosed"));
}

static void violate(connection *of, const violation *wrong, const json *at_fault) {
  static const char *const NAMES[] = {"AwaitingHandshake", "Authorizing", "Registered",
                                      "Draining",          "HalfClosed",  "Closed"};
  char words[256];
  if (of->state != HALF_CLOSED) {
    snprintf(words, sizeof words, "worker misbehaved in %s: %s", NAMES[of->state], wrong->about);
    wire_tell_violation(&of->wire, wrong, words, at_fault, written, of);
  }
  end(of, (handfast_cause){"PeerMisbehaved", wrong->code});
}

static void write_out(connection *of) {
  wire_write(&of->wire, written, of);
  if (of->state == DRAINING && of->wire.out.first == NULL) {
    of->state = HALF_CLOSED;
    wire_half_close(&of->wire);
  }
}

/* The handshake. */

/* Whether the worker speaks this text with its additions: only then the ack has some (HF-29). */
static bool is_extended(const connection *of) {
  const json *protocol = of->handshake == NULL ? NULL : json_get(of->handshake, "protocol");
  const json *version = protocol == NULL ? NULL : json_get(protocol, "versions")->first;
  while (version != NULL && strcmp(version->text, "1") != 0) {
    version = version->next;
  }
  return version != NULL;
}

static json *ack(connection *of, bool accepted) {
  json *made = json_put(wire_envelope(&of->wire, "handshake_ack"), "accepted", json_boolean(accepted));
  return json_put(made, "requestId", is_extended(of) ? json_copy(json_get(of->handshake, "id")) : NULL);
}

static void refuse(connection *of, const char *reason, handfast_cause cause) {
  wire_control(&of->wire, json_put(ack(of, false), "error", json_text(reason)));
  write_out(of);
  end(of, cause);
}

/* HF-14: the ack is on its way, and joined told, before anything else of the session. */
static void register_worker(connection *of) {
  server *in = of->server;
  char name[32];
  json *welcome = ack(of, true);
  snprintf(name, sizeof name, "s-%llu", ++in->sessions);
  if (is_extended(of)) {
    json *protocol = json_put(json_object(), "version", json_integer(1));
    json_put(welcome, "protocol", json_put(protocol, "capabilities", json_array()));
    json_put(welcome, "sessionId", json_text(name));
  }
  wire_control(&of->wire, welcome);
  of->state = REGISTERED;
  of->deadline = NEVER;
  of->wire.heard = now_ms();
  of->wire.tick = of->wire.heard + in->settings.ping_interval_ms;
  move_to_end(of);
  note(of, SERVER_JOINED, (notice){0});
  write_out(of);
}

static void decide(connection *of, bool accept) {
  connection *holder = worker(of->server, of->child_id);
  bool taken = holder != NULL && !of->server->settings.replaces && !fault("duplicates-are-welcome");
  if (!accept) {
    refuse(of, "the orchestrator refused the worker", CAUSE("Refused"));
  } else if (taken) {
    refuse(of, "the childId is taken", CAUSE("Refused"));
  } else {
    if (holder != NULL && of->server->settings.replaces) {
      end(holder, CAUSE("Superseded"));
    }
    register_worker(of);
  }
}

static void hear_handshake(connection *of, const json *handshake) {
  of->state = AUTHORIZING;
  of->handshake = json_copy(handshake);
  of->child_id = json_get_text(of->handshake, "childId");
  move_to_end(of);
  if (!peer_is_same_user(of->wire.fd)) {
    refuse(of, "the worker runs as another user", CAUSE("Refused")); /* HF-31 */
  } else if (of->server->settings.verdict == VERDICT_ASK) {
    note(of, SERVER_WANTS_VERDICT, (notice){0});
  } else {
    decide(of, of->server->settings.verdict == VERDICT_ACCEPT);
  }
}

/* Reading. */

static request **find_request(connection *of, const json *id) {
  request **place = &of->requests;
  while (*place != NULL && !json_same((*place)->id, id)) {
    place = &(*place)->next;
  }
  return place;
}

static bool may_report(connection *of, const json *frame, const message_type *type, violation *wrong) {
  if (!in_session(of)) {
    return breaks(wrong, "handshake_expected", "got %s, wanted handshake", type->name);
  }
  if (!json_is(json_get(frame, "childId"), of->child_id)) {
    return breaks(wrong, "child_id_mismatch", "got %s of another childId", type->name);
  }
  bool asks = strcmp(type->name, "permission_request") == 0;
  if (asks && *find_request(of, json_get(frame, "id")) != NULL) {
    return breaks(wrong, "duplicate_request", "got a request with the id of one that is open");
  }
  return true;
}

static void hear_report(connection *of, const json *frame, const message_type *type) {
  bool asks = strcmp(type->name, "permission_request") == 0;
  if (asks) {
    request *made = allocate(sizeof *made);
    made->id = json_copy(json_get(frame, "id"));
    *find_request(of, made->id) = made;
  }
  note(of, asks ? SERVER_ASKED : SERVER_RECEIVED, (notice){.body = json_copy(frame)});
}

/* Section 10.2, its rows for frames. */
static void hear(connection *of, const json *frame) {
  const json *name = json_get(frame, "type");
  const message_type *type = message_type_of(frame);
  violation wrong;
  if (type == NULL) {
    of->server->counted++;
  } else if (!(type->from & FROM_WORKER)) {
    breaks(&wrong, "wrong_direction", "got %s, which only an orchestrator sends", type->name);
    violate(of, &wrong, frame);
  } else if (json_is(name, "handshake")) {
    if (of->state == AWAITING_HANDSHAKE) {
      hear_handshake(of, frame);
    } else {
      breaks(&wrong, "duplicate_handshake", "got a second handshake");
      violate(of, &wrong, frame);
    }
  } else if (json_is(name, "ping")) {
    if (of->state != HALF_CLOSED) {
      wire_control(&of->wire, wire_envelope(&of->wire, "pong"));
    }
  } else if (json_is(name, "protocol_error")) {
    end(of, CAUSE("PeerReported"));
  } else if (type->application) {
    if (!in_session(of) && fault("early-frames-are-delivered")) {
      of->child_id = json_get_text(frame, "childId");
      note(of, SERVER_RECEIVED, (notice){.body = json_copy(frame)});
      of->child_id = NULL;
    } else if (may_report(of, frame, type, &wrong)) {
      hear_report(of, frame, type);
    } else {
      violate(of, &wrong, frame);
    }
  }
}

static bool reads(const connection *of) {
  return of->state != AUTHORIZING && of->state != CLOSED; /* HF-27 */
}

static void hear_lines(connection *of) {
  line next;
  violation wrong = {0};
  while (reads(of) && (of->wire.out.controls < MAX_CONTROLS || of->wire.broken)) {
    const server_settings *settings = &of->server->settings;
    if (!lines_next(&of->wire.in, in_session(of) ? settings->line_limit : settings->early_line_limit, &next, &wrong)) {
      break;
    }
    json *frame = message_read(next, &wrong);
    if (wrong.code == NULL) {
      hear(of, frame);
    } else {
      violate(of, &wrong, frame);
      wrong.code = NULL;
    }
    json_free(frame);
    if (of->state != CLOSED) {
      write_out(of);
    }
  }
  if (wrong.code != NULL) {
    violate(of, &wrong, NULL);
  }
}

static bool read_once(connection *of) {
  heard what = wire_read(&of->wire);
  if (what == HEARD) {
    hear_lines(of);
  } else if (what == PEER_ENDED) {
    lose(of);
  }
  return what == HEARD;
}

/* Nothing can be written any more: what the peer wrote before it ended is heard first. */
static void hear_the_rest(connection *of) {
  while (reads(of) && read_once(of)) {
  }
  if (reads(of)) {
    lose(of);
  }
}

/* Time. */

static long long next_alarm(const connection *of) {
  return of->state == CLOSED ? NEVER : earlier(of->deadline, of->state == REGISTERED ? of->wire.tick : NEVER);
}

static void ring(connection *of) {
  const server_settings *settings = &of->server->settings;
  long long now = now_ms();
  if (now >= of->deadline) {
    if (is_stranger(of)) {
      refuse(of, "the handshake took too long", CAUSE("HandshakeTimedOut"));
    } else {
      end(of, of->state == HALF_CLOSED ? CAUSE("ClosedLocally") : CAUSE("DrainTimedOut"));
    }
  } else if (of->state == REGISTERED && now >= of->wire.tick &&
             !wire_tick(&of->wire, settings->ping_interval_ms, settings->silence_limit_ms)) {
    end(of, CAUSE("PeerSilent"));
  }
}

/* Connections. */

static bool is_open(const connection *of) {
  return of->state != CLOSED;
}

static void welcome(server *in, int fd) {
  bool full = count(in, is_open) >= in->settings.connections;
  connection *made = allocate(sizeof *made);
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  made->server = in;
  made->wire = wire_new("o-");
  made->wire.fd = fd;
  made->deadline = now_ms() + in->settings.handshake_timeout_ms;
  append(in, made);
  if (full) {
    refuse(made, "there are too many connections", CAUSE("Refused"));
  } else if (count(in, is_stranger) > in->settings.strangers) {
    connection *silent = in->connections; /* the newcomer is one, if all others have spoken */
    while (silent->state != AWAITING_HANDSHAKE) {
      silent = silent->next;
    }
    refuse(silent, "there are too many connections without a handshake", CAUSE("Refused"));
  }
}

static void accept_all(server *in) {
  while (in->listener >= 0) {
    int fd = accept(in->listener, NULL, NULL);
    if (fd < 0) {
      bool exhausted = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
      in->accept_at = exhausted ? now_ms() + PAUSE_WITHOUT_DESCRIPTORS_MS : 0;
      return;
    }
    welcome(in, fd);
    if (fault("stranger-blocks-all")) {
      return;
    }
  }
}

static void sweep(server *in) {
  for (connection **place = &in->connections; *place != NULL;) {
    connection *each = *place;
    if (each->state != CLOSED) {
      place = &each->next;
      continue;
    }
    *place = each->next;
    wire_free(&each->wire);
    json_free(each->handshake);
    free(each);
  }
}

/* The server's thread. */

static void serve(connection *of) {
  ring(of);
  if (of->state != CLOSED) {
    write_out(of);
    hear_lines(of); /* those that had to wait for the verdict, or for room */
  }
  if (of->wire.broken) {
    hear_the_rest(of);
  }
}

static bool accepting(const server *in) {
  bool blocked = fault("stranger-blocks-all") && count(in, is_stranger) > 0;
  return in->listener >= 0 && now_ms() >= in->accept_at && !blocked;
}

static void wait_for_something(server *in) {
  size_t length = count(in, is_open), i = 2;
  long long until = now_ms() < in->accept_at ? in->accept_at : NEVER;
  struct pollfd *ready = allocate(sizeof *ready * (length + 2));
  connection **whose = allocate(sizeof *whose * (length + 2));
  ready[1] = (struct pollfd){accepting(in) ? in->listener : -1, POLLIN, 0};
  for (connection *each = in->connections; each != NULL; each = each->next) {
    if (!is_open(each)) {
      continue;
    }
    short wanted = wire_wants(&each->wire, reads(each));
    ready[i] = (struct pollfd){wanted != 0 ? each->wire.fd : -1, wanted, 0};
    whose[i++] = each;
    until = earlier(until, next_alarm(each));
  }
  loop_wait(&in->loop, ready, i, until);
  for (size_t at = 2; at < i; at++) {
    if ((ready[at].revents & ~POLLOUT) != 0 && (ready[at].events & POLLIN) != 0 && reads(whose[at])) {
      read_once(whose[at]);
    }
  }
  if (ready[1].revents != 0) {
    accept_all(in);
  }
  free(ready);
  free(whose);
}

static void *run(void *argument) {
  server *in = argument;
  pthread_mutex_lock(&in->loop.lock);
  for (;;) {
    for (connection *each = in->connections, *next; each != NULL; each = next) {
      next = each->next;
      serve(each);
    }
    sweep(in);
    loop_tell(&in->loop);
    if (in->stopping && in->connections == NULL) {
      break;
    }
    if (count(in, is_open) > 0 || !in->stopping) {
      wait_for_something(in);
    }
  }
  loop_note(&in->loop, (notice){.kind = SERVER_IS_STOPPED});
  loop_tell(&in->loop);
  pthread_mutex_unlock(&in->loop.lock);
  return NULL;
}

/* The program's calls. */

server *server_new(server_settings settings, char *why, size_t size) {
  server *made = allocate(sizeof *made);
  made->settings = settings;
  made->listener = socket_file_listen(&made->file, settings.socket, why, size);
  if (made->listener < 0) {
    free(made);
    return NULL;
  }
  made->settings.socket = NULL;
  made->loop.tell = settings.tell;
  made->loop.program = settings.program;
  loop_start(&made->loop, run, made);
  return made;
}

void server_decide(server *of, const char *child_id, bool accept) {
  pthread_mutex_lock(&of->loop.lock);
  connection *asked = of->connections;
  while (asked != NULL && !(asked->state == AUTHORIZING && strcmp(asked->child_id, child_id) == 0)) {
    asked = asked->next;
  }
  if (asked != NULL) {
    decide(asked, accept);
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
}

static bool fits(const connection *of, size_t size) {
  const server_settings *settings = &of->server->settings;
  return of->wire.out.messages < settings->queue_messages && of->wire.out.bytes + size <= settings->queue_bytes &&
         size <= settings->line_limit + 1;
}

static handfast_cause hand_over(connection *to, const char *tag, const json *message, bool bounded) {
  if (to == NULL) {
    return CAUSE("not registered");
  }
  if (to->state != REGISTERED) {
    return CAUSE("closing");
  }
  frame *made = wire_message(&to->wire, FROM_ORCHESTRATOR, tag, NULL, message);
  if (made == NULL) {
    return CAUSE("not sendable");
  }
  if (bounded && !fits(to, made->line.length)) {
    frame_free(made);
    return CAUSE("full");
  }
  outbox_add(&to->wire.out, made);
  return NO_CAUSE;
}

static bool is_order(const json *message) {
  return json_is(json_get(message, "type"), "cancel") || json_is(json_get(message, "type"), "inject_context");
}

handfast_cause server_send(server *of, const char *tag, const char *child_id, const json *message) {
  pthread_mutex_lock(&of->loop.lock);
  connection *to = worker(of, child_id);
  handfast_cause refusal = is_order(message) ? hand_over(to, tag, message, true) : CAUSE("not sendable");
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
  return refusal;
}

handfast_cause server_broadcast(server *of, const char *tag, const json *message) {
  pthread_mutex_lock(&of->loop.lock);
  handfast_cause refusal = is_order(message) ? NO_CAUSE : CAUSE("not sendable");
  for (connection *each = of->connections; each != NULL && refusal.name == NULL; each = each->next) {
    handfast_cause why = each->state == REGISTERED ? hand_over(each, tag, message, true) : NO_CAUSE;
    if (why.name != NULL) {
      note_outcome(each, tag, "refused", why);
    }
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
  return refusal;
}

static handfast_cause answer(connection *to, const char *tag, const json *request_id, const json *result) {
  json *message = json_put(json_object(), "type", json_text("permission_response"));
  json_put(json_put(message, "requestId", json_copy(request_id)), "result", json_copy(result));
  handfast_cause refusal = hand_over(to, tag, message, false); /* so many are open that these are bounded already */
  json_free(message);
  return refusal;
}

handfast_cause server_reply(server *of, const char *tag, const char *child_id, const json *request_id,
                            const json *result) {
  pthread_mutex_lock(&of->loop.lock);
  connection *to = worker(of, child_id);
  request **open = to == NULL ? NULL : find_request(to, request_id);
  bool asked = to == NULL || to->state != REGISTERED || *open != NULL;
  handfast_cause refusal = asked ? answer(to, tag, request_id, result) : CAUSE("not asked");
  if (refusal.name == NULL) {
    forget_request(open);
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
  return refusal;
}

static void stop_one(connection *of, long long deadline) {
  if (is_stranger(of)) {
    refuse(of, "the orchestrator stops", CAUSE("ClosedLocally"));
  } else if (of->state == REGISTERED) {
    json *deny = json_text("deny");
    while (of->requests != NULL) { /* HF-33 */
      answer(of, NULL, of->requests->id, deny);
      forget_request(&of->requests);
    }
    json_free(deny);
    of->state = DRAINING;
    of->deadline = deadline;
    write_out(of);
  }
}

static void stop_listening(server *of) {
  if (!of->stopping) {
    close(of->listener);
    socket_file_give_back(&of->file);
    of->listener = -1;
    of->stopping = true;
  }
}

void server_stop(server *of, long long deadline_ms) {
  pthread_mutex_lock(&of->loop.lock);
  bool first = !of->stopping;
  stop_listening(of);
  for (connection *each = of->connections; each != NULL && first; each = each->next) {
    stop_one(each, now_ms() + deadline_ms);
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
}

json *server_workers(server *of, unsigned long long *counted) {
  pthread_mutex_lock(&of->loop.lock);
  json *workers = json_array();
  for (const connection *each = of->connections; each != NULL; each = each->next) {
    json_add(workers, each->state == REGISTERED ? json_text(each->child_id) : NULL);
  }
  *counted = of->counted;
  pthread_mutex_unlock(&of->loop.lock);
  return workers;
}

void server_free(server *gone) {
  pthread_mutex_lock(&gone->loop.lock);
  stop_listening(gone);
  for (connection *each = gone->connections; each != NULL; each = each->next) {
    if (each->state != CLOSED) {
      end(each, CAUSE("ClosedLocally"));
    }
  }
  loop_wake(&gone->loop);
  pthread_mutex_unlock(&gone->loop.lock);
  loop_join(&gone->loop);
  free(gone);
}
