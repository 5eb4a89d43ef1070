#include "loop.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST_WAIT_MS = 1000000 };

long long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

long long earlier(long long one, long long other) {
  return one < other ? one : other;
}

void loop_start(loop *of, void *(*run)(void *), void *argument) {
  of->end = &of->first;
  if (pipe(of->wake) != 0) {
    abort();
  }
  for (int i = 0; i < 2; i++) {
    fcntl(of->wake[i], F_SETFD, FD_CLOEXEC);
    fcntl(of->wake[i], F_SETFL, O_NONBLOCK);
  }
  if (pthread_mutex_init(&of->lock, NULL) != 0 || pthread_create(&of->thread, NULL, run, argument) != 0) {
    abort();
  }
}

void loop_note(loop *of, notice what) {
  notice *noted = allocate(sizeof *noted);
  *noted = what;
  *of->end = noted;
  of->end = &noted->next;
}

void loop_tell(loop *of) {
  while (of->first != NULL) {
    notice *each = of->first;
    of->first = NULL;
    of->end = &of->first;
    pthread_mutex_unlock(&of->lock);
    while (each != NULL) {
      notice *next = each->next;
      of->tell(of->program, each);
      free(each->child_id);
      free(each->tag);
      json_free(each->body);
      free(each);
      each = next;
    }
    pthread_mutex_lock(&of->lock);
  }
}

void loop_wake(loop *of) {
  if (write(of->wake[1], "", 1) < 0) {
    /* The pipe is full: the thread is being woken already. */
  }
}

void loop_wait(loop *of, struct pollfd *list, size_t length, long long until) {
  char woken[64];
  long long pause = until == NEVER ? LONGEST_WAIT_MS : until - now_ms();
  list[0] = (struct pollfd){of->wake[0], POLLIN, 0};
  pthread_mutex_unlock(&of->lock);
  poll(list, (nfds_t)length, pause < 0 ? 0 : (int)earlier(pause, LONGEST_WAIT_MS));
  while (read(of->wake[0], woken, sizeof woken) > 0) {
  }
  pthread_mutex_lock(&of->lock);
}

void loop_join(loop *of) {
  pthread_join(of->thread, NULL);
  close(of->wake[0]);
  close(of->wake[1]);
  pthread_mutex_destroy(&of->lock);
}
