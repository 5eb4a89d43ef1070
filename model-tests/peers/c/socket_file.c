#include "socket_file.h"

#include "buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
  ROOM = sizeof((struct sockaddr_un *)NULL)->sun_path,
  LONGEST = ROOM == 108 ? 106 : ROOM - 1, /* what every implementation takes: 106 bytes on Linux, 103 on macOS */
  ATTEMPTS = 1000
};

typedef enum { NOTHING_THERE, SOCKET_THERE, OTHER_THERE } place;
typedef enum { LIVE, STALE, GONE, UNCLEAR } answer;

static bool refuse(char *why, size_t size, const char *format, ...) {
  va_list values;
  va_start(values, format);
  vsnprintf(why, size, format, values);
  va_end(values);
  return false;
}

/* The directory of the path, with its slash; how many bytes of the path that are. */
static int directory(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? 0 : (int)(slash - path + 1);
}

/* A path beside this one: before and behind its name something more. */
static char *beside(const char *path, const char *before, const char *behind) {
  size_t size = strlen(path) + strlen(before) + strlen(behind) + 1;
  char *made = allocate(size);
  snprintf(made, size, "%.*s%s%s%s", directory(path), path, before, path + directory(path), behind);
  return made;
}

static bool check_directory(const char *path, char *why, size_t size) {
  char *name = beside(path, "./", "");
  struct stat found;
  name[directory(path) + 1] = '\0';
  bool fine = stat(name, &found) == 0 || refuse(why, size, "%s: %s", name, strerror(errno));
  if (fine && (found.st_mode & S_IWOTH) != 0 && (found.st_mode & S_ISVTX) == 0) {
    fine = refuse(why, size, "every user may replace what stands in %s", name);
  } else if (fine && (found.st_mode & S_IWGRP) != 0 && (found.st_mode & S_ISVTX) == 0) {
    fprintf(stderr, "warning: its group may replace what stands in %s\n", name);
  }
  free(name);
  return fine;
}

static place look(const char *path, struct stat *found) {
  if (lstat(path, found) != 0) {
    return NOTHING_THERE;
  }
  return S_ISSOCK(found->st_mode) ? SOCKET_THERE : OTHER_THERE;
}

static bool same(const char *path, dev_t device, ino_t number) {
  struct stat found;
  return lstat(path, &found) == 0 && found.st_dev == device && found.st_ino == number;
}

/* The lock: made under a hidden name, locked, and only then published by a hard link, which one of several wins. */

static bool lock_whole(int file) {
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  return fcntl(file, F_SETLK, &whole) == 0;
}

/* Puts our file in the place of a dead owner's. Whoever locks a file that was replaced meanwhile looks again. */
static bool replace_dead(const char *hidden, const char *path, bool *alive, char *why, size_t size) {
  struct stat found;
  int there = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (there < 0) {
    *alive = errno != ENOENT;
    return refuse(why, size, "the lock %s: %s", path, strerror(errno));
  }
  bool ours = false;
  if (fstat(there, &found) != 0 || !S_ISREG(found.st_mode)) {
    *alive = !refuse(why, size, "the lock's place %s is taken", path);
  } else if (lock_whole(there)) {
    ours = same(path, found.st_dev, found.st_ino) && rename(hidden, path) == 0;
  } else {
    char text[32] = "";
    ssize_t length = pread(there, text, sizeof text - 1, 0);
    long owner = length > 0 ? strtol(text, NULL, 10) : 0;
    *alive = owner <= 0 || kill((pid_t)owner, 0) == 0 || errno != ESRCH;
    refuse(why, size, "another orchestrator (process %ld) listens there", owner);
  }
  close(there);
  return ours;
}

static bool take_lock(socket_file *file, char *why, size_t size) {
  char number[32];
  snprintf(number, sizeof number, ".%ld.0", (long)getpid());
  file->lock_path = beside(file->path, ".", ".lock");
  char *hidden = beside(file->lock_path, "", number);
  unlink(hidden);
  file->lock = open(hidden, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool ours = false, alive = false;
  if (file->lock < 0 || dprintf(file->lock, "%ld", (long)getpid()) < 0 || !lock_whole(file->lock)) {
    refuse(why, size, "the lock %s: %s", hidden, strerror(errno));
    alive = true;
  }
  for (int i = 0; i < ATTEMPTS && !ours && !alive; i++) {
    ours = link(hidden, file->lock_path) == 0;
    if (!ours) {
      ours = replace_dead(hidden, file->lock_path, &alive, why, size);
    }
  }
  unlink(hidden);
  free(hidden);
  return ours;
}

/* What stands in the way. */

static answer probe(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  int failed = connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? 0 : errno;
  close(fd);
  switch (failed) {
    case 0:
    case EAGAIN: /* its backlog is full */
      return LIVE;
    case ECONNREFUSED:
      return STALE;
    case ENOENT:
      return GONE;
    default:
      return UNCLEAR;
  }
}

/* HF-28: only a socket on which nobody listens is ever removed. */
static bool make_room(const char *path, char *why, size_t size) {
  struct stat found;
  switch (look(path, &found)) {
    case NOTHING_THERE:
      return true;
    case OTHER_THERE:
      return refuse(why, size, "what stands at %s is no socket, and is never removed", path);
    case SOCKET_THERE:
      break;
  }
  switch (probe(path)) {
    case LIVE:
      return refuse(why, size, "another process listens at %s", path);
    case UNCLEAR:
      return refuse(why, size, "the socket at %s may not be asked", path);
    case STALE:
      return !same(path, found.st_dev, found.st_ino) || unlink(path) == 0 || errno == ENOENT;
    case GONE:
      break;
  }
  return true;
}

/* Binds under a hidden name: .NAME.new, or where that does not fit, one no longer than the socket's own. */
static char *bind_hidden(int fd, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct stat found;
  char *hidden = beside(path, ".", ".new");
  if (strlen(hidden) <= LONGEST && look(hidden, &found) == SOCKET_THERE) {
    unlink(hidden); /* under the lock it can only be a dead owner's */
  }
  for (const char *letter = "0123456789abcdefghijklmnopqrstuvwxyz"; *letter != '\0'; letter++) {
    if (strlen(hidden) <= LONGEST && strcmp(hidden, path) != 0) {
      strcpy(address.sun_path, hidden);
      if (bind(fd, (struct sockaddr *)&address, sizeof address) == 0) {
        return hidden;
      }
      if (errno != EADDRINUSE) {
        break;
      }
    }
    bool room = strlen(path + directory(path)) > 1;
    sprintf(hidden + directory(path), "%s%c", room ? "." : "", *letter);
  }
  free(hidden);
  return NULL;
}

static bool publish(socket_file *file, const char *hidden, char *why, size_t size) {
  struct stat found;
  if (lstat(hidden, &found) != 0) {
    return refuse(why, size, "%s has gone", hidden);
  }
  file->device = found.st_dev;
  file->number = found.st_ino;
  for (int i = 0; i < ATTEMPTS; i++) {
    if (link(hidden, file->path) == 0) {
      return true;
    }
    if (errno != EEXIST) {
      return refuse(why, size, "%s: %s", file->path, strerror(errno));
    }
    if (!make_room(file->path, why, size)) {
      return false;
    }
  }
  return refuse(why, size, "others keep taking %s", file->path);
}

static bool listen_at(socket_file *file, int fd, char *why, size_t size) {
  char *hidden = bind_hidden(fd, file->path);
  if (hidden == NULL) {
    return refuse(why, size, "cannot bind beside %s: %s", file->path, strerror(errno));
  }
  bool fine = chmod(hidden, 0600) == 0 && listen(fd, SOMAXCONN) == 0;
  fine = fine ? publish(file, hidden, why, size) : refuse(why, size, "%s: %s", hidden, strerror(errno));
  unlink(hidden);
  free(hidden);
  return fine;
}

int socket_file_listen(socket_file *file, const char *path, char *why, size_t size) {
  struct stat found;
  *file = (socket_file){.path = copy_text(path), .lock = -1};
  int fd = -1;
  bool fine = strlen(path) <= LONGEST ||
              refuse(why, size, "%s has %zu bytes, and at most %d fit", path, strlen(path), LONGEST);
  fine = fine && check_directory(path, why, size);
  fine = fine && (look(path, &found) != OTHER_THERE ||
                  refuse(why, size, "what stands at %s is no socket, and is never removed", path));
  fine = fine && take_lock(file, why, size);
  if (fine) {
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    fine = listen_at(file, fd, why, size);
  }
  if (!fine) {
    if (fd >= 0) {
      close(fd);
    }
    socket_file_give_back(file);
    return -1;
  }
  return fd;
}

void socket_file_give_back(socket_file *file) {
  struct stat held;
  if (file->number != 0 && same(file->path, file->device, file->number)) {
    unlink(file->path);
  }
  if (file->lock >= 0) {
    if (fstat(file->lock, &held) == 0 && same(file->lock_path, held.st_dev, held.st_ino)) {
      unlink(file->lock_path); /* before the lock goes: who locks this file afterwards looks again */
    }
    close(file->lock);
  }
  free(file->path);
  free(file->lock_path);
  *file = (socket_file){.lock = -1};
}
