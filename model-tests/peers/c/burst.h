/* Many threads that send at once. */
#ifndef HANDFAST_BURST_H
#define HANDFAST_BURST_H

#include "json.h"

/* Starts a thread for each of the command's lists of tags, lets them go together, has each send its messages, tagged,
 * and waits for all of them. NULL, or why that cannot be done. */
const char *burst(const json *command, void (*send)(const char *tag, const json *message));

#endif
