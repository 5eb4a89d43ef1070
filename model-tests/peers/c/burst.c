#include "burst.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct caller {
  pthread_t thread;
  json *message, *tags;
  void (*send)(const char *tag, const json *message);
  struct caller *next;
} caller;

static caller *callers; /* not joined yet */
static pthread_mutex_t start_line = PTHREAD_MUTEX_INITIALIZER; /* held while they line up */

/* The message with {tag} in its content replaced. */
static json *tagged(const json *message, const char *tag) {
  json *made = json_object();
  for (const json *field = message->first; field != NULL; field = field->next) {
    bool content = strcmp(field->name, "content") == 0 && field->kind == JSON_TEXT;
    const char *place = content ? strstr(field->text, "{tag}") : NULL;
    buffer text = {0};
    if (place != NULL) {
      buffer_add(&text, field->text, (size_t)(place - field->text));
      buffer_add_text(&text, tag);
      buffer_add(&text, place + strlen("{tag}"), strlen(place) - strlen("{tag}") + 1);
    }
    json_put(made, field->name, place != NULL ? json_text(text.bytes) : json_copy(field));
    buffer_free(&text);
  }
  return made;
}

static void *call(void *argument) {
  caller *it = argument;
  pthread_mutex_lock(&start_line);
  pthread_mutex_unlock(&start_line);
  for (const json *tag = it->tags->first; tag != NULL; tag = tag->next) {
    json *message = tagged(it->message, tag->text);
    it->send(tag->text, message);
    json_free(message);
  }
  return NULL;
}

static void start(const json *message, json *tags, void (*send)(const char *tag, const json *message)) {
  caller *added = allocate(sizeof *added);
  *added = (caller){.message = json_copy(message), .tags = tags, .send = send, .next = callers};
  callers = added;
  if (pthread_create(&added->thread, NULL, call, added) != 0) {
    abort();
  }
}

static void join(void) {
  while (callers != NULL) {
    caller *gone = callers;
    pthread_join(gone->thread, NULL);
    callers = gone->next;
    json_free(gone->tags);
    json_free(gone->message);
    free(gone);
  }
}

const char *burst(const json *command, void (*send)(const char *tag, const json *message)) {
  const json *lists = json_get(command, "tags"), *message = json_get(command, "message");
  if (lists == NULL || message == NULL || message->kind != JSON_OBJECT) {
    return "lists of tags, and a message, are needed";
  }
  pthread_mutex_lock(&start_line);
  for (const json *list = lists->first; list != NULL; list = list->next) {
    start(message, json_copy(list), send);
  }
  pthread_mutex_unlock(&start_line);
  join();
  return NULL;
}
