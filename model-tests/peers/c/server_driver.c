/* A driver of one server: see ../../../spec/DRIVER.md. */
#include "driver.h"
#include "handfast_server.h"

#include <pthread.h>
#include <string.h>

static server *current; /* of the last listen */
static bool stopped;    /* told; under the lock */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void told(void *program, const notice *it) {
  static const char *const NAMES[] = {"handshake", "joined", "received", "asked", "outcome", "left", "stopped"};
  (void)program;
  if (it->kind == SERVER_IS_STOPPED) {
    pthread_mutex_lock(&lock);
    stopped = true;
    pthread_mutex_unlock(&lock);
  }
  json *made = json_put(event(NAMES[it->kind]), "tag", json_text(it->tag));
  json_put(made, "childId", json_text(it->child_id));
  json_put(made, "message", json_copy(it->body));
  json_put(made, "outcome", json_text(it->outcome));
  emit(put_end(made, "cause", it->cause));
}

static bool is_running(void) {
  pthread_mutex_lock(&lock);
  bool running = current != NULL && !stopped;
  pthread_mutex_unlock(&lock);
  return running;
}

static void finish(void) {
  if (current != NULL) {
    server_free(current);
    current = NULL;
  }
}

static const char *start(const json *command) {
  static char why[512];
  if (is_running()) {
    return "there is a server already";
  }
  finish();
  stopped = false;
  server_settings settings = server_defaults();
  settings.socket = json_get_text(command, "socket");
  if (settings.socket == NULL) {
    return "socket is missing";
  }
  settings.handshake_timeout_ms = json_get_integer(command, "handshakeTimeoutMs", settings.handshake_timeout_ms);
  settings.queue_messages = json_get_size(command, "queueMessages", settings.queue_messages);
  settings.ping_interval_ms = json_get_integer(command, "pingIntervalMs", settings.ping_interval_ms);
  settings.silence_limit_ms = json_get_integer(command, "silenceLimitMs", 2 * settings.ping_interval_ms);
  settings.early_line_limit = json_get_size(command, "earlyLineLimit", settings.early_line_limit);
  settings.line_limit = json_get_size(command, "lineLimit", settings.line_limit);
  settings.replaces = json_is(json_get(command, "onDuplicate"), "replace");
  const json *verdict = json_get(command, "verdict");
  settings.verdict = json_is(verdict, "ask")      ? VERDICT_ASK
                     : json_is(verdict, "reject") ? VERDICT_REJECT
                                                  : VERDICT_ACCEPT;
  settings.tell = told;
  current = server_new(settings, why, sizeof why);
  if (current == NULL) {
    return why;
  }
  emit(event("listening"));
  return NULL;
}

/* The outcome of a call that was refused. */
static const char *answer(const char *tag, const char *child_id, handfast_cause refusal) {
  if (refusal.name != NULL && strcmp(refusal.name, "not sendable") == 0) {
    return "that is no message that an orchestrator sends";
  }
  if (refusal.name != NULL) {
    json *made = json_put(event("outcome"), "tag", json_text(tag));
    json_put(json_put(made, "childId", json_text(child_id)), "outcome", json_text("refused"));
    emit(put_end(made, "cause", refusal));
  }
  return NULL;
}

static const char *send_one(const json *command) {
  const char *tag = json_get_text(command, "tag"), *child_id = json_get_text(command, "childId");
  const json *message = json_get(command, "message");
  if (current == NULL || tag == NULL || child_id == NULL || message == NULL) {
    return "a server, a tag, a childId and a message are needed";
  }
  return answer(tag, child_id, server_send(current, tag, child_id, message));
}

static const char *broadcast(const json *command) {
  const char *tag = json_get_text(command, "tag");
  const json *message = json_get(command, "message");
  if (current == NULL || tag == NULL || message == NULL) {
    return "a server, a tag and a message are needed";
  }
  return answer(tag, NULL, server_broadcast(current, tag, message));
}

static const char *reply(const json *command) {
  const char *tag = json_get_text(command, "tag"), *child_id = json_get_text(command, "childId");
  const json *request_id = json_get(command, "requestId"), *result = json_get(command, "result");
  if (current == NULL || tag == NULL || child_id == NULL || request_id == NULL || result == NULL) {
    return "a server, a tag, a childId, a requestId and a result are needed";
  }
  return answer(tag, child_id, server_reply(current, tag, child_id, request_id, result));
}

static const char *decide(const json *command) {
  const char *child_id = json_get_text(command, "childId");
  const json *accept = json_get(command, "accept");
  if (current == NULL || child_id == NULL || accept == NULL) {
    return "a server, a childId and accept are needed";
  }
  server_decide(current, child_id, accept->truth);
  return NULL;
}

static const char *stop(const json *command) {
  if (current == NULL) {
    return "there is no server";
  }
  server_stop(current, json_get_integer(command, "deadlineMs", 3000));
  return NULL;
}

static const char *state(const json *command) {
  unsigned long long counted;
  (void)command;
  if (current == NULL) {
    return "there is no server";
  }
  json *made = json_put(event("state"), "workers", server_workers(current, &counted));
  emit(json_put(made, "counted", json_integer((long long)counted)));
  return NULL;
}

int main(void) {
  static const char *const FEATURES[] = {"requests", "verdicts", "replacing", "counts", "limits", "keepalive", NULL};
  static const driver_command COMMANDS[] = {{"listen", start}, {"verdict", decide}, {"send", send_one},
                                            {"broadcast", broadcast}, {"reply", reply}, {"stop", stop},
                                            {"state", state}, {NULL, NULL}};
  drive("server", FEATURES, COMMANDS);
  finish();
  return 0;
}
