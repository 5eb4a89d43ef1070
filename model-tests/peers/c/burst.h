/* Many threads that send at once. */
#ifndef HANDFAST_BURST_H
#define HANDFAST_BURST_H

#include "json.h"

/* Starts a thread for each of the command's callers, or lists of tags, lets them go together, and has each send its
 * messages, tagged. NULL, or why that cannot be done. */
const char *burst_start(const json *command, void (*send)(const char *tag, const json *message));

/* Waits for all of them. */
void burst_join(void);

#endif
