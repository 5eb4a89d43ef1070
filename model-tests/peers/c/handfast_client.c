#include "handfast_client.h"

#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_PAUSE_MS = 10, LONGEST_PAUSE_MS = 250 };

typedef struct request {
  char *tag, *id;
  long long deadline;
  struct request *next;
} request;

struct client {
  client_settings settings;
  loop loop; /* its lock is over everything below */
  client_state state;
  handfast_cause cause; /* in CLOSED */
  wire wire;
  outbox queue;         /* what waits for the ack */
  request *requests;    /* open, oldest first */
  buffer handshake;
  char *handshake_id;
  long long handshake_deadline, retry_at, retry_pause, close_deadline;
  unsigned long long counted;
};

client_settings client_defaults(void) {
  return (client_settings){.handshake_timeout_ms = 10000, .ping_interval_ms = 30000, .silence_limit_ms = 60000,
                           .queue_messages = 1024, .queue_bytes = 16777216, .early_line_limit = 262144,
                           .line_limit = 8388608};
}

const char *client_state_name(client_state state) {
  static const char *const NAMES[] = {"Idle", "Connecting", "AwaitingAck", "Finishing",
                                      "Ready", "Draining", "HalfClosed", "Closed"};
  return NAMES[state];
}

static void tell_outcome(client *of, const frame *message, const char *outcome, handfast_cause cause) {
  if (message->tag != NULL) {
    loop_note(&of->loop, (notice){CLIENT_OUTCOME, .tag = copy_text(message->tag), .outcome = outcome, .cause = cause});
  }
}

/* Requests. */

static void end_request(client *of, request **place, handfast_cause cause, json *result) {
  request *ended = *place;
  *place = ended->next;
  loop_note(&of->loop, (notice){CLIENT_RESPONSE, .tag = ended->tag, .cause = cause, .body = result});
  free(ended->id);
  free(ended);
}

static void end_requests(client *of, handfast_cause cause) {
  while (of->requests != NULL) {
    end_request(of, &of->requests, cause, NULL);
  }
}

/* The end. */

static void end(client *of, handfast_cause cause) {
  of->state = CLIENT_CLOSED;
  of->cause = cause;
  wire_hang_up(&of->wire);
  json *unwritten = json_array();
  outbox_move(&of->wire.out, &of->queue);
  for (frame *each; (each = outbox_take(&of->wire.out)) != NULL; frame_free(each)) {
    if (each->message) {
      tell_outcome(of, each, each->taken > 0 ? "unknown" : "failed", cause);
      json_add(unwritten, json_text(each->tag));
    }
  }
  if (!fault("request-survives-the-end")) {
    end_requests(of, cause);
  }
  loop_note(&of->loop, (notice){CLIENT_IS_CLOSED, .cause = cause, .body = unwritten});
}

static void written(void *owner, const frame *message) {
  tell_outcome(owner, message, "written", NO_CAUSE);
}

static void lose(client *of) {
  end(of, of->state == CLIENT_HALF_CLOSED ? CAUSE("ClosedLocally") : CAUSE("PeerClosed"));
}

static void violate(client *of, const violation *wrong, const json *at_fault) {
  char words[256];
  if (of->state != CLIENT_HALF_CLOSED) {
    snprintf(words, sizeof words, "orchestrator misbehaved in %s: %s", client_state_name(of->state), wrong->about);
    wire_tell_violation(&of->wire, wrong, words, at_fault, written, of);
  }
  end(of, (handfast_cause){"PeerMisbehaved", wrong->code});
}

/* Writing. */

static void write_out(client *of) {
  wire_write(&of->wire, written, of);
  if (of->state == CLIENT_DRAINING && of->wire.out.first == NULL) {
    if (fault("close-hangs-up")) {
      end(of, CAUSE("ClosedLocally"));
      return;
    }
    of->state = CLIENT_HALF_CLOSED;
    wire_half_close(&of->wire);
  }
}

/* HF-3: what waited goes first, in order. */
static void open_session(client *of, bool keepalive) {
  bool finishing = of->state == CLIENT_FINISHING;
  of->state = finishing ? CLIENT_DRAINING : CLIENT_READY;
  if (fault("flush-loses-the-second") && of->queue.messages > 1) {
    outbox rest = of->queue;
    of->queue = (outbox){0};
    outbox_add(&of->queue, outbox_take(&rest));
    frame_free(outbox_take(&rest));
    outbox_move(&of->queue, &rest);
  }
  outbox_move(&of->wire.out, &of->queue);
  if (!finishing) {
    of->wire.tick = keepalive ? now_ms() + of->settings.ping_interval_ms : NEVER;
    loop_note(&of->loop, (notice){CLIENT_IS_READY});
  }
}

static void connected(client *of, int fd) {
  of->wire.fd = fd;
  of->state = of->state == CLIENT_CONNECTING ? CLIENT_AWAITING_ACK : CLIENT_FINISHING;
  frame *handshake = allocate(sizeof *handshake);
  handshake->line = of->handshake;
  of->handshake = (buffer){0};
  if (fault("handshake-behind-the-queue")) {
    outbox_move(&of->wire.out, &of->queue);
  }
  outbox_add(&of->wire.out, handshake);
  if (fault("ready-too-early")) {
    open_session(of, false);
  }
  write_out(of);
}

static void try_to_connect(client *of) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  of->retry_at = NEVER;
  if (strlen(of->settings.socket) >= sizeof address.sun_path) {
    end(of, CAUSE("ConnectFailed"));
    return;
  }
  strcpy(address.sun_path, of->settings.socket);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd >= 0) {
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) {
      connected(of, fd);
      return;
    }
  }
  int why = errno;
  if (fd >= 0) {
    close(fd);
  }
  if (why == ENOENT || why == ECONNREFUSED || why == EAGAIN) {
    of->retry_at = now_ms() + of->retry_pause;
    of->retry_pause = 2 * of->retry_pause < LONGEST_PAUSE_MS ? 2 * of->retry_pause : LONGEST_PAUSE_MS;
  } else {
    end(of, CAUSE("ConnectFailed"));
  }
}

/* Reading. */

static bool in_session(const client *of) {
  return of->state == CLIENT_READY || of->state == CLIENT_DRAINING || of->state == CLIENT_HALF_CLOSED;
}

static void hear_ack(client *of, const json *ack) {
  const json *names = json_get(ack, "requestId");
  if (in_session(of)) {
    of->counted++; /* HF-6 */
  } else if (names != NULL && !json_is(names, of->handshake_id) && !fault("any-ack-is-mine")) {
    violation wrong;
    breaks(&wrong, "invalid_value", "got an ack for another handshake, wanted one for %s", of->handshake_id);
    violate(of, &wrong, ack);
  } else if (json_get(ack, "accepted")->truth || fault("refusal-counts-as-acceptance")) {
    open_session(of, json_get(ack, "protocol") != NULL); /* HF-26 */
    if (fault("loses-what-is-behind-the-ack")) {
      lines_clear(&of->wire.in);
    }
  } else {
    end(of, CAUSE("Refused"));
  }
}

static void hear_response(client *of, const json *response) {
  request **place = &of->requests;
  while (*place != NULL && !json_is(json_get(response, "requestId"), (*place)->id)) {
    place = &(*place)->next;
  }
  if (*place == NULL) {
    of->counted++; /* HF-7 */
  } else {
    end_request(of, place, NO_CAUSE, json_copy(json_get(response, "result")));
  }
}

static void hear_ping(client *of) {
  bool deaf = fault("deaf-before-the-ack") && !in_session(of);
  if (of->state != CLIENT_HALF_CLOSED && !deaf) {
    wire_control(&of->wire, wire_envelope(&of->wire, "pong"));
  }
}

/* Section 10.1, its rows for frames. */
static void hear(client *of, const json *frame) {
  const json *name = json_get(frame, "type");
  const message_type *type = message_type_of(frame);
  violation wrong;
  if (type == NULL) {
    of->counted++;
  } else if (!(type->from & FROM_ORCHESTRATOR)) {
    breaks(&wrong, "wrong_direction", "got %s, which only a worker sends", type->name);
    violate(of, &wrong, frame);
  } else if (type->application && !in_session(of)) {
    breaks(&wrong, "ack_expected", "got %s, wanted handshake_ack", type->name);
    violate(of, &wrong, frame);
  } else if (json_is(name, "handshake_ack")) {
    hear_ack(of, frame);
  } else if (json_is(name, "permission_response")) {
    hear_response(of, frame);
  } else if (json_is(name, "ping")) {
    hear_ping(of);
  } else if (json_is(name, "protocol_error")) {
    end(of, CAUSE("PeerReported"));
  } else if (type->application) {
    if (json_is(name, "cancel")) {
      end_requests(of, CAUSE("called off")); /* HF-30 */
    }
    loop_note(&of->loop, (notice){CLIENT_RECEIVED, .body = json_copy(frame)});
  }
}

/* One line after the other, and what one sets free is written before the next is looked at. */
static void hear_lines(client *of) {
  line next;
  violation wrong = {0};
  while (of->state != CLIENT_CLOSED && (of->wire.out.controls < MAX_CONTROLS || of->wire.broken)) {
    size_t limit = in_session(of) ? of->settings.line_limit : of->settings.early_line_limit;
    if (!lines_next(&of->wire.in, limit, &next, &wrong)) {
      break;
    }
    json *frame = message_read(next, &wrong);
    if (wrong.code == NULL) {
      hear(of, frame);
    } else if (fault("skips-malformed-lines") && strcmp(wrong.code, "invalid_json") == 0) {
      wrong.code = NULL;
    } else {
      violate(of, &wrong, frame);
      wrong.code = NULL;
    }
    json_free(frame);
    if (of->state != CLIENT_CLOSED) {
      write_out(of);
    }
  }
  if (wrong.code != NULL) {
    violate(of, &wrong, NULL);
  }
}

static void read_once(client *of, bool *more) {
  heard what = wire_read(&of->wire);
  *more = what == HEARD;
  if (what == HEARD) {
    hear_lines(of);
  } else if (what == PEER_ENDED) {
    lose(of);
  }
}

/* Nothing can be written any more: what the peer wrote before it ended is heard first. */
static void hear_the_rest(client *of) {
  bool more = true;
  while (of->state != CLIENT_CLOSED && more) {
    read_once(of, &more);
  }
  if (of->state != CLIENT_CLOSED) {
    lose(of);
  }
}

/* Time. */

static void close_if_nothing_waits(client *of) {
  if (of->state == CLIENT_FINISHING && of->queue.first == NULL) {
    end(of, CAUSE("ClosedLocally"));
  }
}

/* HF-8: a request that ends while it waits is never written. */
static void give_up(client *of, request **place, handfast_cause why) {
  outbox waiting = of->queue;
  of->queue = (outbox){0};
  for (frame *each; (each = outbox_take(&waiting)) != NULL;) {
    if (each->request == NULL || strcmp(each->request, (*place)->id) != 0) {
      outbox_add(&of->queue, each);
      continue;
    }
    tell_outcome(of, each, "failed", why);
    frame_free(each);
  }
  end_request(of, place, why, NULL);
  close_if_nothing_waits(of);
}

/* When the next alarm rings. */
static long long next_alarm(const client *of) {
  bool shaking = of->state == CLIENT_CONNECTING || of->state == CLIENT_AWAITING_ACK || of->state == CLIENT_FINISHING;
  long long next = earlier(shaking ? of->handshake_deadline : NEVER, earlier(of->retry_at, of->close_deadline));
  for (const request *each = of->requests; each != NULL; each = each->next) {
    next = earlier(next, each->deadline);
  }
  return of->state == CLIENT_READY ? earlier(next, of->wire.tick) : next;
}

static void ring(client *of) {
  long long now = now_ms();
  bool shaking = !in_session(of) && of->state != CLIENT_IDLE;
  for (request **place = &of->requests; of->state != CLIENT_CLOSED && *place != NULL;) {
    if (now >= (*place)->deadline) {
      give_up(of, place, CAUSE("timed out"));
    } else {
      place = &(*place)->next;
    }
  }
  if (of->state == CLIENT_CLOSED) {
    return;
  }
  if (shaking && now >= of->handshake_deadline) {
    end(of, CAUSE("HandshakeTimedOut"));
  } else if (now >= of->close_deadline) {
    end(of, of->state == CLIENT_HALF_CLOSED ? CAUSE("ClosedLocally") : CAUSE("DrainTimedOut"));
  } else if (now >= of->retry_at) {
    try_to_connect(of);
  } else if (of->state == CLIENT_READY && now >= of->wire.tick &&
             !wire_tick(&of->wire, of->settings.ping_interval_ms, of->settings.silence_limit_ms)) {
    end(of, CAUSE("PeerSilent"));
  }
}

/* The client's thread. */

static void wait_for_something(client *of) {
  short wanted = of->wire.fd >= 0 ? wire_wants(&of->wire, true) : 0;
  struct pollfd ready[] = {{0}, {wanted != 0 ? of->wire.fd : -1, wanted, 0}};
  loop_wait(&of->loop, ready, 2, next_alarm(of));
  bool more;
  if (of->state != CLIENT_CLOSED && (ready[1].revents & ~POLLOUT) != 0 && (wanted & POLLIN) != 0) {
    read_once(of, &more);
  }
}

static void *run(void *argument) {
  client *of = argument;
  pthread_mutex_lock(&of->loop.lock);
  while (of->state != CLIENT_CLOSED) {
    ring(of);
    if (of->state != CLIENT_CLOSED && of->wire.fd >= 0) {
      write_out(of);
      hear_lines(of); /* those that had to wait for room */
    }
    if (of->state != CLIENT_CLOSED && of->wire.broken) {
      hear_the_rest(of);
    }
    loop_tell(&of->loop);
    if (of->state != CLIENT_CLOSED) {
      wait_for_something(of);
    }
  }
  loop_tell(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
  return NULL;
}

/* The program's calls. */

static void discard(client *gone) {
  wire_free(&gone->wire);
  while (gone->requests != NULL) {
    request *next = gone->requests->next;
    free(gone->requests->tag);
    free(gone->requests->id);
    free(gone->requests);
    gone->requests = next;
  }
  buffer_free(&gone->handshake);
  free(gone->handshake_id);
  free((char *)gone->settings.socket);
  free((char *)gone->settings.child_id);
  free(gone);
}

client *client_new(client_settings settings, violation *wrong) {
  client *of = allocate(sizeof *of);
  of->settings = settings;
  of->settings.socket = copy_text(settings.socket);
  of->settings.child_id = copy_text(settings.child_id);
  of->wire = wire_new("m-");
  of->retry_at = of->close_deadline = NEVER;
  of->retry_pause = FIRST_PAUSE_MS;
  json *handshake = wire_envelope(&of->wire, "handshake");
  json_put(handshake, "childId", json_text(settings.child_id));
  json_put(handshake, "worktree", json_text(settings.worktree));
  json_put(handshake, "branch", json_text(settings.branch));
  json_put(handshake, "task", json_text(settings.task));
  json *versions = json_add(json_array(), json_integer(1));
  json *protocol = json_put(json_object(), "versions", versions);
  json_put(handshake, "protocol", json_put(protocol, "capabilities", json_array()));
  of->handshake = message_encode(handshake, wrong);
  of->handshake_id = copy_text(of->wire.id);
  of->settings.worktree = of->settings.branch = of->settings.task = NULL; /* said once */
  if (wrong->code == NULL && of->handshake.length - 1 > settings.early_line_limit) {
    breaks(wrong, "frame_too_long", "the handshake has %zu bytes", of->handshake.length - 1);
  }
  if (wrong->code != NULL) {
    discard(of);
    return NULL;
  }
  of->loop.tell = settings.tell;
  of->loop.program = settings.program;
  loop_start(&of->loop, run, of);
  return of;
}

void client_start(client *of) {
  pthread_mutex_lock(&of->loop.lock);
  if (of->state == CLIENT_IDLE) {
    of->state = CLIENT_CONNECTING;
    of->handshake_deadline = now_ms() + of->settings.handshake_timeout_ms;
    of->retry_at = now_ms();
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
}

static bool accepts(const client *of) {
  return of->state == CLIENT_IDLE || of->state == CLIENT_CONNECTING || of->state == CLIENT_AWAITING_ACK ||
         of->state == CLIENT_READY;
}

static bool fits(const client *of, size_t size) {
  size_t room = of->settings.queue_messages + (fault("queue-off-by-one") ? 1 : 0);
  return of->queue.messages + of->wire.out.messages < room &&
         of->queue.bytes + of->wire.out.bytes + size <= of->settings.queue_bytes && size <= of->settings.line_limit + 1;
}

/* Where a message goes now; NULL where nothing is written any more. */
static outbox *way_out(client *of) {
  if (of->state == CLIENT_READY || of->state == CLIENT_DRAINING) {
    return &of->wire.out;
  }
  return of->state == CLIENT_HALF_CLOSED || of->state == CLIENT_CLOSED ? NULL : &of->queue;
}

/* Between the two parts of a line another thread has its turn. */
static void hand_over_in_parts(client *of, frame *message) {
  size_t half = message->line.length / 2;
  frame *part = allocate(sizeof *part);
  buffer_add(&part->line, message->line.bytes, half);
  buffer_drop(&message->line, half);
  outbox_add(way_out(of), part);
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
  nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
  pthread_mutex_lock(&of->loop.lock);
  if (way_out(of) != NULL) {
    outbox_add(way_out(of), message);
  } else {
    tell_outcome(of, message, "unknown", of->cause);
    frame_free(message);
  }
}

/* HF-3, HF-4: looking at the state and entering the queue are one step under the lock. */
static void hand_over(client *of, frame *message) {
  if (fault("written-is-a-guess")) {
    written(of, message);
    free(message->tag);
    message->tag = NULL;
  }
  if (of->state != CLIENT_READY && fault("drops-early-sends")) {
    frame_free(message);
  } else if (message->request == NULL && fault("interleaves")) {
    hand_over_in_parts(of, message);
  } else {
    outbox_add(way_out(of), message);
  }
}

static handfast_cause accept_message(client *of, const char *tag, const json *message, bool asks) {
  if (!accepts(of)) {
    return of->state == CLIENT_CLOSED ? of->cause : CAUSE("closing");
  }
  frame *made = wire_message(&of->wire, FROM_WORKER, tag, of->settings.child_id, message);
  if (made == NULL) {
    return CAUSE("not sendable");
  }
  if (!fits(of, made->line.length)) {
    frame_free(made);
    return CAUSE("full");
  }
  made->request = asks ? copy_text(of->wire.id) : NULL;
  hand_over(of, made);
  return NO_CAUSE;
}

handfast_cause client_send(client *of, const char *tag, const json *message) {
  pthread_mutex_lock(&of->loop.lock);
  bool asks = json_is(json_get(message, "type"), "permission_request");
  handfast_cause refusal = asks ? CAUSE("not sendable") : accept_message(of, tag, message, false);
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
  return refusal;
}

handfast_cause client_request(client *of, const char *tag, const json *confirmation, long long timeout_ms) {
  json *message = json_put(json_object(), "type", json_text("permission_request"));
  json_put(message, "confirmation", json_copy(confirmation));
  pthread_mutex_lock(&of->loop.lock);
  size_t open = 0;
  request **place = &of->requests;
  for (; *place != NULL; place = &(*place)->next) {
    open++;
  }
  bool full = accepts(of) && open >= of->settings.queue_messages;
  handfast_cause refusal = full ? CAUSE("full") : accept_message(of, tag, message, true);
  if (refusal.name == NULL) {
    request *made = allocate(sizeof *made);
    *made = (request){copy_text(tag), copy_text(of->wire.id), now_ms() + timeout_ms, NULL};
    *place = made;
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
  json_free(message);
  return refusal;
}

void client_withdraw(client *of, const char *tag) {
  pthread_mutex_lock(&of->loop.lock);
  request **place = &of->requests;
  while (*place != NULL && strcmp((*place)->tag, tag) != 0) {
    place = &(*place)->next;
  }
  if (*place != NULL && of->state != CLIENT_CLOSED) {
    give_up(of, place, CAUSE("cancelled"));
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
}

void client_close(client *of, long long deadline_ms) {
  pthread_mutex_lock(&of->loop.lock);
  bool connecting = of->state == CLIENT_CONNECTING || of->state == CLIENT_AWAITING_ACK;
  if (of->state == CLIENT_IDLE || (connecting && of->queue.first == NULL)) {
    end(of, CAUSE("ClosedLocally"));
  } else if (connecting || of->state == CLIENT_READY) {
    of->close_deadline = now_ms() + deadline_ms;
    of->state = connecting ? CLIENT_FINISHING : CLIENT_DRAINING;
    write_out(of);
  }
  loop_wake(&of->loop);
  pthread_mutex_unlock(&of->loop.lock);
}

client_state client_state_of(client *of, unsigned long long *counted) {
  pthread_mutex_lock(&of->loop.lock);
  client_state state = of->state;
  *counted = of->counted;
  pthread_mutex_unlock(&of->loop.lock);
  return state;
}

void client_free(client *gone) {
  pthread_mutex_lock(&gone->loop.lock);
  if (gone->state != CLIENT_CLOSED) {
    end(gone, CAUSE("ClosedLocally"));
  }
  loop_wake(&gone->loop);
  pthread_mutex_unlock(&gone->loop.lock);
  loop_join(&gone->loop);
  discard(gone);
}
