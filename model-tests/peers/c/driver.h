/* What both drivers share of ../../../spec/DRIVER.md: lines in, events out, commands by name. */
#ifndef HANDFAST_DRIVER_H
#define HANDFAST_DRIVER_H

#include "wire.h"

typedef struct {
  const char *name;
  const char *(*run)(const json *command); /* NULL, or why it cannot be carried out */
} driver_command;

json *event(const char *name);

/* Prints the event on one line, at once, and frees it. Any thread may call it. */
void emit(json *event);

/* Adds why something ended, under that name, where there is a cause. */
json *put_end(json *event, const char *name, handfast_cause cause);

/* Says hello and runs commands until standard input ends. */
void drive(const char *role, const char *const *features, const driver_command *commands);

#endif
