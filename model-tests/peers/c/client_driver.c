/* A driver of one client: see ../../../spec/DRIVER.md. */
#include "burst.h"
#include "driver.h"
#include "handfast_client.h"

#include <string.h>

static client *current; /* of the last connect */

static void told(void *program, const client_event *it) {
  (void)program;
  switch (it->kind) {
    case CLIENT_IS_READY:
      emit(event("ready"));
      break;
    case CLIENT_OUTCOME:
      emit(put_outcome(json_put(event("outcome"), "tag", json_text(it->tag)), it->outcome, it->cause.name, it->cause.code));
      break;
    case CLIENT_RESPONSE: {
      json *response = json_put(event("response"), "tag", json_text(it->tag));
      json_put(response, "result", json_copy(it->body));
      json_put(response, "ended", json_text(it->cause.name));
      emit(json_put(response, "code", json_text(it->cause.code)));
      break;
    }
    case CLIENT_RECEIVED:
      emit(json_put(event("received"), "message", json_copy(it->body)));
      break;
    case CLIENT_IS_CLOSED: {
      json *closed = json_put(event("closed"), "cause", json_text(it->cause.name));
      json_put(closed, "code", json_text(it->cause.code));
      emit(json_put(closed, "unwritten", json_copy(it->body)));
      break;
    }
  }
}

static void finish(void) {
  burst_join();
  if (current != NULL) {
    client_free(current);
    current = NULL;
  }
}

static const char *start(const json *command) {
  unsigned long long counted;
  if (current != NULL && client_state_of(current, &counted) != CLIENT_CLOSED) {
    return "there is a client already";
  }
  finish();
  client_settings settings = client_defaults();
  settings.socket = json_get_text(command, "socket");
  settings.child_id = json_get_text(command, "childId");
  settings.worktree = json_get_text(command, "worktree");
  settings.branch = json_get_text(command, "branch");
  settings.task = json_get_text(command, "task");
  if (settings.socket == NULL) {
    return "socket is missing";
  }
  settings.handshake_timeout_ms = json_get_integer(command, "handshakeTimeoutMs", settings.handshake_timeout_ms);
  settings.queue_messages = json_get_size(command, "queueMessages", settings.queue_messages);
  settings.ping_interval_ms = json_get_integer(command, "pingIntervalMs", settings.ping_interval_ms);
  settings.silence_limit_ms = json_get_integer(command, "silenceLimitMs", 2 * settings.ping_interval_ms);
  settings.early_line_limit = json_get_size(command, "earlyLineLimit", settings.early_line_limit);
  settings.line_limit = json_get_size(command, "lineLimit", settings.line_limit);
  settings.tell = told;
  violation wrong = {0};
  current = client_new(settings, &wrong);
  if (current == NULL) {
    return "the settings make no valid handshake";
  }
  client_start(current);
  return NULL;
}

static const char *refused(const char *tag, const char *refusal, handfast_cause cause) {
  if (refusal != NULL && strcmp(refusal, "not sendable") == 0) {
    return "that is no message that a worker sends";
  }
  if (refusal != NULL) {
    emit(put_outcome(json_put(event("outcome"), "tag", json_text(tag)), "refused", refusal, cause.code));
  }
  return NULL;
}

static const char *send_one(const json *command) {
  const char *tag = json_get_text(command, "tag");
  const json *message = json_get(command, "message");
  handfast_cause cause;
  if (current == NULL || tag == NULL || message == NULL || message->kind != JSON_OBJECT) {
    return "a client, a tag and a message are needed";
  }
  return refused(tag, client_send(current, tag, message, &cause), cause);
}

static void send_tagged(const char *tag, const json *message) {
  handfast_cause cause;
  refused(tag, client_send(current, tag, message, &cause), cause);
}

static const char *burst(const json *command) {
  return current == NULL ? "there is no client" : burst_start(command, send_tagged);
}

static const char *ask(const json *command) {
  const char *tag = json_get_text(command, "tag");
  const json *confirmation = json_get(command, "confirmation");
  handfast_cause cause;
  if (current == NULL || tag == NULL || confirmation == NULL) {
    return "a client, a tag and a confirmation are needed";
  }
  long long timeout = json_get_integer(command, "timeoutMs", 300000);
  return refused(tag, client_request(current, tag, confirmation, timeout, &cause), cause);
}

static const char *withdraw(const json *command) {
  const char *tag = json_get_text(command, "tag");
  if (current == NULL || tag == NULL) {
    return "a client and a tag are needed";
  }
  client_withdraw(current, tag);
  return NULL;
}

static const char *stop(const json *command) {
  if (current == NULL) {
    return "there is no client";
  }
  client_close(current, json_get_integer(command, "deadlineMs", 3000));
  return NULL;
}

static const char *state(const json *command) {
  (void)command;
  unsigned long long counted;
  if (current == NULL) {
    return "there is no client";
  }
  const char *name = client_state_name(client_state_of(current, &counted));
  emit(json_put(json_put(event("state"), "state", json_text(name)), "counted", json_integer((long long)counted)));
  return NULL;
}

int main(void) {
  static const char *const FEATURES[] = {"requests", "withdrawal", "threads", "counts", "limits", "keepalive", NULL};
  static const driver_command COMMANDS[] = {{"connect", start}, {"send", send_one}, {"burst", burst}, {"request", ask},
                                            {"withdraw", withdraw}, {"close", stop}, {"state", state}, {NULL, NULL}};
  drive("client", FEATURES, COMMANDS);
  finish();
  return 0;
}
