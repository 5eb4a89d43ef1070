#define _GNU_SOURCE /* POSIX has no way to ask; Linux has SO_PEERCRED, others have getpeereid */
#include "peer_user.h"

#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

bool peer_is_same_user(int fd) {
#ifdef SO_PEERCRED
  struct ucred peer;
  socklen_t size = sizeof peer;
  return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
#else
  uid_t user;
  gid_t group;
  return getpeereid(fd, &user, &group) == 0 && user == geteuid();
#endif
}
