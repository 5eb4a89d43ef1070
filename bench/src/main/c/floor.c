// The floor: what one machine's sockets cost with nothing on top.
//
//   floor server SOCKET blocking|epoll|bytes
//   floor client SOCKET
//   floor awake CORE
//
// It speaks the frames of the protocol and parses none: a frame's type is told from one byte, which
// stands at the same place in every frame that the raw contenders send. All live until their
// standard input ends. A server says `ready`, and answers the line `memory` with its memory; a client
// answers each line `rtt|one-way|batch WARM-UP SECONDS SIZE QUEUE` with `mark` where what counts begins
// and where it ends, and with what it has measured, and has no queue; `awake` says
// `ready`, and works for nothing on a core, by the system's number of it, as long as nobody else wants it.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define ENVELOPE(type) "{\"type\":\"" type "\",\"id\":\"m-00000001\",\"timestamp\":1795344763559,"
#define STATUS_HEAD                                                                                \
  ENVELOPE("status_update")                                                                        \
  "\"childId\":\"w-1\",\"status\":\"tool_call\",\"currentTool\":\"bash\",\"progress\":40,"         \
  "\"tokensUsed\":{\"input\":120,\"output\":30},\"message\":\"running tests"
#define STATUS_TAIL "\"}\n"

static const char REQUEST[] = ENVELOPE("permission_request")
    "\"childId\":\"w-1\",\"confirmation\":{\"toolName\":\"bash\",\"input\":{\"command\":\"mvn -q verify\"},"
    "\"isDangerous\":false}}\n";
static const char RESPONSE[] = ENVELOPE("permission_response")
    "\"requestId\":\"m-00000001\",\"result\":\"approve\"}\n";
static const char ACK[] = ENVELOPE("handshake_ack") "\"accepted\":true}\n";

enum { TYPE_AT = 9, CHUNK = 64 << 10, BACKLOG = 4096, MOST_LAPS = 1 << 21 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static uint64_t nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int unix_socket(const char *path, struct sockaddr_un *address) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  if (strlen(path) >= sizeof address->sun_path) {
    fprintf(stderr, "floor: %s is too long for a socket\n", path);
    exit(2);
  }
  strcpy(address->sun_path, path);
  int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) fail("socket");
  return made;
}

static void write_all(int to, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t taken = write(to, bytes, length);
    if (taken >= 0) {
      bytes += taken;
      length -= (size_t)taken;
    } else if (errno == EAGAIN) {
      struct pollfd room = {.fd = to, .events = POLLOUT};
      if (poll(&room, 1, -1) < 0) fail("poll");
    } else {
      fail("write");
    }
  }
}

// What is known of the frame that a connection is in the middle of.
struct line {
  size_t length;
  char type;
};

// Finds the frames in a chunk, whichever way it was cut, and answers those that ask.
static void take(int from, struct line *line, const char *chunk, size_t length) {
  const char *at = chunk, *end = chunk + length;
  while (at < end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    size_t part = (size_t)((newline ? newline : end) - at);
    if (line->length <= TYPE_AT && line->length + part > TYPE_AT) line->type = at[TYPE_AT - line->length];
    line->length += part;
    if (!newline) return;
    if (line->type == 'p') write_all(from, RESPONSE, sizeof RESPONSE - 1);
    if (line->type == 'h') write_all(from, ACK, sizeof ACK - 1);
    *line = (struct line){0};
    at = newline + 1;
  }
}

static void serve_blocking(int listening) {
  static char chunk[CHUNK];
  for (;;) {
    int peer = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
    if (peer < 0) fail("accept");
    struct line line = {0};
    for (ssize_t got; (got = read(peer, chunk, sizeof chunk)) > 0;) take(peer, &line, chunk, (size_t)got);
    close(peer);
  }
}

struct peer {
  int socket;
  struct line line;
};

static void serve_epoll(int listening) {
  static char chunk[CHUNK];
  int queue = epoll_create1(EPOLL_CLOEXEC);
  struct peer door = {.socket = listening};
  struct epoll_event watch = {.events = EPOLLIN, .data.ptr = &door};
  if (queue < 0 || epoll_ctl(queue, EPOLL_CTL_ADD, listening, &watch) < 0) fail("epoll");
  for (;;) {
    struct epoll_event events[256];
    int count = epoll_wait(queue, events, 256, -1);
    if (count < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < count; i++) {
      struct peer *peer = events[i].data.ptr;
      if (peer == &door) {
        int socket = accept4(listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) continue;
        struct peer *made = calloc(1, sizeof *made);
        if (!made) fail("calloc");
        made->socket = socket;
        watch.data.ptr = made;
        if (epoll_ctl(queue, EPOLL_CTL_ADD, socket, &watch) < 0) fail("epoll_ctl");
      } else {
        ssize_t got = read(peer->socket, chunk, sizeof chunk);
        if (got > 0) {
          take(peer->socket, &peer->line, chunk, (size_t)got);
        } else if (got == 0 || errno != EAGAIN) {
          close(peer->socket);
          free(peer);
        }
      }
    }
  }
}

// Counts in bytes, 255 at a time so that none overflows: so the compiler counts 16 of them at once.
static uint64_t newlines(const char *chunk, size_t length) {
  enum { LANES = 16, MOST = 255 };
  uint64_t count = 0;
  size_t at = 0;
  while (length - at >= LANES) {
    unsigned char lanes[LANES] = {0};
    for (int turn = 0; turn < MOST && length - at >= LANES; turn++, at += LANES) {
      for (int lane = 0; lane < LANES; lane++) lanes[lane] += chunk[at + lane] == '\n';
    }
    for (int lane = 0; lane < LANES; lane++) count += lanes[lane];
  }
  for (; at < length; at++) count += chunk[at] == '\n';
  return count;
}

// Counts the frames of each connection, and answers at its end.
static void serve_bytes(int listening) {
  static char chunk[CHUNK];
  for (;;) {
    int peer = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
    if (peer < 0) fail("accept");
    uint64_t frames = 0;
    for (ssize_t got; (got = read(peer, chunk, sizeof chunk)) > 0;) {
      frames += newlines(chunk, (size_t)got);
    }
    char answer[32];
    write_all(peer, answer, (size_t)snprintf(answer, sizeof answer, "%lu\n", (unsigned long)frames));
    close(peer);
  }
}

static void *obey(void *nothing) {
  char order[64];
  while (fgets(order, sizeof order, stdin)) {
    long pages = 0, all;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (!statm || fscanf(statm, "%ld %ld", &all, &pages) != 2) fail("statm");
    fclose(statm);
    printf("{\"rss\":%ld}\n", pages * sysconf(_SC_PAGESIZE));
  }
  exit(0);
  return nothing;
}

static void obey_meanwhile(void) {
  pthread_t orders;
  if (pthread_create(&orders, NULL, obey, NULL)) fail("thread");
}

static int serve(const char *path, const char *mode) {
  struct sockaddr_un address;
  int listening = unix_socket(path, &address);
  unlink(path);
  if (bind(listening, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
  if (listen(listening, BACKLOG) < 0) fail("listen");
  obey_meanwhile();
  puts("ready");
  if (!strcmp(mode, "blocking")) serve_blocking(listening);
  if (!strcmp(mode, "epoll")) serve_epoll(listening);
  if (!strcmp(mode, "bytes")) serve_bytes(listening);
  fprintf(stderr, "floor: got mode %s, wanted blocking, epoll or bytes\n", mode);
  return 2;
}

static int compare(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return (a > b) - (a < b);
}

// Reads to the end of one frame; nothing follows it.
static size_t read_line(int from, char *into, size_t room) {
  size_t length = 0;
  do {
    ssize_t got = read(from, into + length, room - length);
    if (got <= 0) fail("read");
    length += (size_t)got;
  } while (into[length - 1] != '\n');
  return length;
}

static void ask(int server) {
  char answer[512];
  write_all(server, REQUEST, sizeof REQUEST - 1);
  read_line(server, answer, sizeof answer);
}

// Said where what counts begins and where it ends, for whoever looks at the processor time.
static void mark(void) {
  puts("mark");
}

static void rtt(int server, double warm, double seconds) {
  static uint64_t laps[MOST_LAPS];
  for (uint64_t end = nanos() + (uint64_t)(warm * 1e9); nanos() < end;) ask(server);
  size_t count = 0;
  mark();
  uint64_t from = nanos(), end = from + (uint64_t)(seconds * 1e9);
  while (from < end && count < MOST_LAPS) {
    ask(server);
    uint64_t now = nanos();
    laps[count++] = now - from;
    from = now;
  }
  mark();
  qsort(laps, count, sizeof *laps, compare);
  printf("{\"p50\":%lu,\"p90\":%lu,\"p99\":%lu,\"count\":%zu}\n", (unsigned long)laps[count / 2],
         (unsigned long)laps[count * 90 / 100], (unsigned long)laps[count * 99 / 100], count);
}

static int join(const char *path) {
  struct sockaddr_un address;
  int server = unix_socket(path, &address);
  if (connect(server, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
  return server;
}

static uint64_t tell(int server, const char *status, size_t length, double seconds) {
  uint64_t count = 0;
  for (uint64_t end = nanos() + (uint64_t)(seconds * 1e9); nanos() < end;) {
    for (int i = 0; i < 64; i++) write_all(server, status, length);
    count += 64;
  }
  ask(server); // whose answer says that everything before it was read
  return count;
}

static char *status_of(size_t size, size_t *length) {
  size_t least = sizeof STATUS_HEAD - 1 + sizeof STATUS_TAIL - 1;
  size_t padding = size > least ? size - least : 0;
  char *status = malloc(least + padding + 1);
  if (!status) fail("malloc");
  strcpy(status, STATUS_HEAD);
  memset(status + sizeof STATUS_HEAD - 1, '.', padding);
  strcpy(status + sizeof STATUS_HEAD - 1 + padding, STATUS_TAIL);
  *length = least + padding;
  return status;
}

static void rate(uint64_t messages, size_t length, uint64_t took) {
  mark();
  printf("{\"messages\":%lu,\"bytes\":%lu,\"nanos\":%lu}\n", (unsigned long)messages,
         (unsigned long)(messages * length), (unsigned long)took);
}

static void one_way(int server, double warm, double seconds, size_t size) {
  size_t length;
  char *status = status_of(size, &length);
  tell(server, status, length, warm);
  mark();
  uint64_t since = nanos();
  uint64_t messages = tell(server, status, length, seconds);
  rate(messages, length, nanos() - since);
  free(status);
}

// Writes the batch over and over, and tells how many messages were in all of them.
static uint64_t deliver(const char *path, const char *batch, size_t each, size_t length, double seconds) {
  int server = join(path);
  uint64_t count = 0;
  for (uint64_t end = nanos() + (uint64_t)(seconds * 1e9); nanos() < end; count += each) write_all(server, batch, length);
  char answer[32];
  shutdown(server, SHUT_WR);
  read_line(server, answer, sizeof answer);
  if (strtoul(answer, NULL, 10) != count) {
    fprintf(stderr, "floor: %lu frames left, %s arrived\n", (unsigned long)count, answer);
    exit(1);
  }
  close(server);
  return count;
}

static void batch(const char *path, double warm, double seconds, size_t size) {
  size_t length;
  char *status = status_of(size, &length);
  size_t each = CHUNK / length;
  char *full = malloc(each * length);
  if (!full) fail("malloc");
  for (size_t i = 0; i < each; i++) memcpy(full + i * length, status, length);
  deliver(path, full, each, each * length, warm);
  mark();
  uint64_t since = nanos();
  uint64_t messages = deliver(path, full, each, each * length, seconds);
  rate(messages, length, nanos() - since);
  free(full);
  free(status);
}

static int play(const char *path, const char *workload, double warm, double seconds, size_t size) {
  if (!strcmp(workload, "batch")) {
    batch(path, warm, seconds, size);
    return 0;
  }
  int server = join(path);
  if (!strcmp(workload, "rtt")) rtt(server, warm, seconds);
  else if (!strcmp(workload, "one-way")) one_way(server, warm, seconds, size);
  else {
    fprintf(stderr, "floor: no workload is called %s\n", workload);
    return 2;
  }
  close(server);
  return 0;
}

static int client(const char *path) {
  char order[128], workload[32];
  double warm, seconds;
  size_t size;
  while (fgets(order, sizeof order, stdin)) {
    if (sscanf(order, "%31s %lf %lf %zu", workload, &warm, &seconds, &size) != 4) {
      fprintf(stderr, "floor: got %s, wanted WORKLOAD WARM-UP SECONDS SIZE QUEUE\n", order);
      return 2;
    }
    int wrong = play(path, workload, warm, seconds, size);
    if (wrong) return wrong;
  }
  return 0;
}

_Noreturn static void stay_awake(int core) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  if (sched_setaffinity(0, sizeof one, &one)) fail("sched_setaffinity");
  obey_meanwhile(); // with the usual policy, so the end is heard at once
  struct sched_param none = {0};
  if (sched_setscheduler(0, SCHED_IDLE, &none)) fail("SCHED_IDLE");
  puts("ready");
  for (;;) {
#if defined __x86_64__ || defined __i386__
    __asm__ volatile("pause");
#elif defined __aarch64__
    __asm__ volatile("yield");
#endif
  }
}

int main(int count, char **arguments) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (count == 4 && !strcmp(arguments[1], "server")) return serve(arguments[2], arguments[3]);
  if (count == 3 && !strcmp(arguments[1], "client")) return client(arguments[2]);
  if (count == 3 && !strcmp(arguments[1], "awake")) stay_awake(atoi(arguments[2]));
  fputs("usage: floor server SOCKET MODE | floor client SOCKET | floor awake CORE\n", stderr);
  return 2;
}
