/* Who is at the other end of a socket. */
#ifndef HANDFAST_PEER_USER_H
#define HANDFAST_PEER_USER_H

#include <stdbool.h>

/* Whether the system says that this user's own process is there (HF-31). */
bool peer_is_same_user(int fd);

#endif
