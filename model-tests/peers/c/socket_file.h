/* The file of a listening socket: taken without pushing anybody aside, given back if still ours. Section 11 of
 * PROTOCOL.md. */
#ifndef HANDFAST_SOCKET_FILE_H
#define HANDFAST_SOCKET_FILE_H

#include <stddef.h>
#include <sys/types.h>

typedef struct {
  char *path, *lock_path;
  int lock; /* the locked file beside the socket; the lock dies with the process */
  dev_t device;
  ino_t number;
} socket_file;

/* Listens at the path with mode 0600; a descriptor, or -1 and why not. */
int socket_file_listen(socket_file *file, const char *path, char *why, size_t size);

/* Removes what is still ours, and lets others have the path. */
void socket_file_give_back(socket_file *file);

#endif
