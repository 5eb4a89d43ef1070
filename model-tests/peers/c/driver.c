#include "driver.h"

#include "fault.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json *event(const char *name) {
  return json_put(json_object(), "event", json_text(name));
}

void emit(json *told) {
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  buffer text = {0};
  json_write(&text, told);
  buffer_add_text(&text, "\n");
  pthread_mutex_lock(&lock);
  fwrite(text.bytes, 1, text.length, stdout);
  fflush(stdout);
  pthread_mutex_unlock(&lock);
  buffer_free(&text);
  json_free(told);
}

json *put_end(json *told, const char *name, handfast_cause cause) {
  json_put(told, name, json_text(cause.name));
  return json_put(told, "code", json_text(cause.code));
}

static void hello(const char *role, const char *const *features) {
  json *told = json_put(event("hello"), "driver", json_integer(1));
  json_put(told, "role", json_text(role));
  json_put(told, "name", json_text("handfast-c"));
  json_put(told, "version", json_text("1"));
  json *list = json_array();
  while (*features != NULL) {
    json_add(list, json_text(*features++));
  }
  emit(json_put(told, "features", list));
}

static void fail(const char *name, const char *why) {
  json *told = json_put(event("error"), "do", json_text(name));
  emit(json_put(told, "message", json_text(why)));
}

static void obey(const json *command, const driver_command *commands) {
  const char *name = json_get_text(command, "do");
  if (name == NULL) {
    fail("", "a command has a field do");
    return;
  }
  while (commands->name != NULL && strcmp(commands->name, name) != 0) {
    commands++;
  }
  if (commands->name == NULL) {
    emit(json_put(event("unsupported"), "do", json_text(name)));
    return;
  }
  const char *why = commands->run(command);
  if (why != NULL) {
    fail(name, why);
  }
}

void drive(const char *role, const char *const *features, const driver_command *commands) {
  char *text = NULL;
  size_t room = 0;
  fault_select(role);
  for (ssize_t length; (length = getline(&text, &room, stdin)) > 0;) {
    const char *wrong;
    json *command = json_parse(text, (size_t)length, &wrong);
    if (command == NULL || command->kind != JSON_OBJECT) {
      fail("", "a command is a JSON object on one line");
    } else if (json_is(json_get(command, "do"), "hello")) {
      hello(role, features);
    } else {
      obey(command, commands);
    }
    json_free(command);
  }
  free(text);
}
