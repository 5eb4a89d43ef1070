/* A driver of one client: see ../../../spec/DRIVER.md. */
#include "burst.h"
#include "driver.h"
#include "handfast_client.h"

#include <string.h>

static client *current; /* of the last connect */

static json *outcome(const char *tag, const char *outcome, handfast_cause cause) {
  json *made = json_put(event("outcome"), "tag", json_text(tag));
  return put_end(json_put(made, "outcome", json_text(outcome)), "cause", cause);
}

static void told(void *program, const notice *it) {
  (void)program;
  switch (it->kind) {
    case CLIENT_IS_READY:
      emit(event("ready"));
      break;
    case CLIENT_OUTCOME:
      emit(outcome(it->tag, it->outcome, it->cause));
      break;
    case CLIENT_RESPONSE: {
      json *response = json_put(event("response"), "tag", json_text(it->tag));
      emit(put_end(json_put(response, "result", json_copy(it->body)), "ended", it->cause));
      break;
    }
    case CLIENT_RECEIVED:
      emit(json_put(event("received"), "message", json_copy(it->body)));
      break;
    case CLIENT_IS_CLOSED:
      emit(put_end(json_put(event("closed"), "unwritten", json_copy(it->body)), "cause", it->cause));
      break;
  }
}

static void finish(void) {
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

/* The outcome of a call that was refused. */
static const char *answer(const char *tag, handfast_cause refusal) {
  if (refusal.name != NULL && strcmp(refusal.name, "not sendable") == 0) {
    return "that is no message that a worker sends";
  }
  if (refusal.name != NULL) {
    emit(outcome(tag, "refused", refusal));
  }
  return NULL;
}

static const char *send_one(const json *command) {
  const char *tag = json_get_text(command, "tag");
  const json *message = json_get(command, "message");
  if (current == NULL || tag == NULL || message == NULL || message->kind != JSON_OBJECT) {
    return "a client, a tag and a message are needed";
  }
  return answer(tag, client_send(current, tag, message));
}

static void send_tagged(const char *tag, const json *message) {
  answer(tag, client_send(current, tag, message));
}

static const char *send_at_once(const json *command) {
  return current == NULL ? "there is no client" : burst(command, send_tagged);
}

static const char *ask(const json *command) {
  const char *tag = json_get_text(command, "tag");
  const json *confirmation = json_get(command, "confirmation");
  if (current == NULL || tag == NULL || confirmation == NULL) {
    return "a client, a tag and a confirmation are needed";
  }
  return answer(tag, client_request(current, tag, confirmation, json_get_integer(command, "timeoutMs", 300000)));
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
  static const driver_command COMMANDS[] = {{"connect", start}, {"send", send_one}, {"burst", send_at_once}, {"request", ask},
                                            {"withdraw", withdraw}, {"close", stop}, {"state", state}, {NULL, NULL}};
  drive("client", FEATURES, COMMANDS);
  finish();
  return 0;
}
