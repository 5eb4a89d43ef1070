/* What a peer does wrong on purpose, so that the suite can show that it notices: ../faults.yaml. */
#ifndef HANDFAST_FAULT_H
#define HANDFAST_FAULT_H

#include <stdbool.h>

/* Reads HANDFAST_FAULT; a name that this role ("client" or "server") does not know ends the process with 2. */
void fault_select(const char *role);

/* Whether this is the fault that was selected. Without a selection every answer is no. */
bool fault(const char *name);

#endif
