#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const CLIENT_FAULTS[] = {
    "ready-too-early",
    "handshake-behind-the-queue",
    "drops-early-sends",
    "flush-loses-the-second",
    "refusal-counts-as-acceptance",
    "any-ack-is-mine",
    "deaf-before-the-ack",
    "loses-what-is-behind-the-ack",
    "forgets-cut-lines",
    "interleaves",
    "request-survives-the-end",
    "missing-result-approves",
    "queue-off-by-one",
    "written-is-a-guess",
    "close-hangs-up",
    "end-is-not-noticed",
    "raw-line-feeds",
    "same-id-for-all",
    "skips-malformed-lines",
    "null-is-a-value",
    "carriage-returns-are-text",
    NULL,
};

static const char *const SERVER_FAULTS[] = {
    "early-frames-are-delivered",
    "duplicates-are-welcome",
    "stranger-blocks-all",
    NULL,
};

static const char *selected = "";

void fault_select(const char *role) {
  const char *name = getenv("HANDFAST_FAULT");
  if (name == NULL || *name == '\0') {
    return;
  }
  const char *const *known = strcmp(role, "client") == 0 ? CLIENT_FAULTS : SERVER_FAULTS;
  while (*known != NULL && strcmp(*known, name) != 0) {
    known++;
  }
  if (*known == NULL) {
    fprintf(stderr, "HANDFAST_FAULT: this %s knows no fault %s\n", role, name);
    exit(2);
  }
  selected = *known;
}

bool fault(const char *name) {
  return strcmp(selected, name) == 0;
}
