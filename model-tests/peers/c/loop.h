/* The thread of a client or server: its lock, how it is woken, and what it tells its program. */
#ifndef HANDFAST_LOOP_H
#define HANDFAST_LOOP_H

#include "json.h"

#include <poll.h>
#include <pthread.h>

#define NEVER 9223372036854775807LL

/* The first cause of a connection's end; a code where it is PeerMisbehaved. */
typedef struct {
  const char *name;
  const char *code;
} handfast_cause;

#define CAUSE(words) ((handfast_cause){(words), NULL})
#define NO_CAUSE CAUSE(NULL)

/* Something that the program is told. What it does not need is NULL. */
typedef struct notice {
  int kind;
  char *child_id, *tag;
  const char *outcome;
  handfast_cause cause;
  json *body;
  struct notice *next;
} notice;

typedef struct {
  pthread_mutex_t lock;
  pthread_t thread;
  int wake[2];
  notice *first, **end;
  void (*tell)(void *program, const notice *what);
  void *program;
} loop;

/* Milliseconds of a clock that only goes on. */
long long now_ms(void);
long long earlier(long long one, long long other);

void loop_start(loop *of, void *(*run)(void *), void *argument);

/* Under the lock. The notice owns what it points to, but for constants. */
void loop_note(loop *of, notice what);

/* Tells what was noted, in order; without the lock meanwhile, so that the program may call. */
void loop_tell(loop *of);

/* Makes the thread look again. */
void loop_wake(loop *of);

/* Waits without the lock; the first place in the list is the loop's own. */
void loop_wait(loop *of, struct pollfd *list, size_t length, long long until);

/* Waits for the thread's end. */
void loop_join(loop *of);

#endif
