#include "wire.h"

#include "fault.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

void outbox_add(outbox *to, frame *added) {
  *(to->first == NULL ? &to->first : &to->last->next) = added;
  to->last = added;
  to->messages += added->message;
  to->bytes += added->message ? added->line.length : 0;
  to->controls += !added->message;
}

frame *outbox_take(outbox *from) {
  frame *first = from->first;
  if (first != NULL) {
    from->first = first->next;
    first->next = NULL;
    from->messages -= first->message;
    from->bytes -= first->message ? first->line.length : 0;
    from->controls -= !first->message;
  }
  return first;
}

void outbox_move(outbox *to, outbox *from) {
  for (frame *each; (each = outbox_take(from)) != NULL;) {
    outbox_add(to, each);
  }
}

void frame_free(frame *gone) {
  buffer_free(&gone->line);
  free(gone->tag);
  free(gone->request);
  free(gone);
}

wire wire_new(const char *prefix) {
  return (wire){.fd = -1, .tick = NEVER, .prefix = prefix};
}

json *wire_envelope(wire *of, const char *type) {
  of->last_id = fault("same-id-for-all") ? 1 : of->last_id + 1;
  snprintf(of->id, sizeof of->id, "%s%llu", of->prefix, of->last_id);
  return message_envelope(of->id, type);
}

frame *wire_message(wire *of, sender role, const char *tag, const char *child_id, const json *message) {
  violation wrong = {0};
  const char *type = json_get_text(message, "type");
  json *whole = wire_envelope(of, type == NULL ? "" : type);
  json_put(whole, "childId", json_text(child_id));
  for (const json *each = message->first; each != NULL; each = each->next) {
    json_put(whole, each->name, json_copy(each)); /* behind what is added here: of two fields the first counts */
  }
  const message_type *known = message_type_of(whole);
  if (known == NULL || !known->application || known->from != role) {
    json_free(whole);
    return NULL;
  }
  buffer encoded = message_encode(whole, &wrong); /* HF-24 */
  if (wrong.code != NULL) {
    return NULL;
  }
  frame *made = allocate(sizeof *made);
  *made = (frame){.line = encoded, .message = true, .tag = copy_text(tag)};
  return made;
}

void wire_control(wire *to, json *control) {
  frame *added = allocate(sizeof *added);
  added->line = message_encode(control, &(violation){0});
  if (to->broken || added->line.length == 0) {
    frame_free(added);
  } else {
    outbox_add(&to->out, added);
  }
}

void wire_write(wire *to, message_written *written, void *owner) {
  while (to->out.first != NULL && to->fd >= 0 && !to->broken) {
    frame *first = to->out.first;
    size_t rest = first->line.length - first->taken;
    ssize_t taken = send(to->fd, first->line.bytes + first->taken, rest, MSG_NOSIGNAL);
    if (taken < 0) {
      to->broken = errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
      return;
    }
    first->taken += (size_t)taken;
    if (first->taken == first->line.length) {
      outbox_take(&to->out);
      if (first->message) {
        written(owner, first);
      }
      frame_free(first);
    }
  }
}

heard wire_read(wire *from) {
  char chunk[65536];
  ssize_t got = read(from->fd, chunk, sizeof chunk);
  if (got > 0) {
    lines_feed(&from->in, chunk, (size_t)got);
    from->heard = now_ms();
    return HEARD;
  }
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
    return NOTHING_YET;
  }
  if (fault("end-is-not-noticed")) {
    from->deaf = true;
    return NOTHING_YET;
  }
  return PEER_ENDED;
}

short wire_wants(const wire *of, bool reading) {
  bool reads = reading && !of->deaf && of->out.controls < MAX_CONTROLS;
  bool writes = of->out.first != NULL && !of->broken;
  return (short)((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

void wire_tell_violation(wire *to, const violation *wrong, const char *words, const json *at_fault,
                         message_written *written, void *owner) {
  outbox rest = to->out;
  to->out = (outbox){0};
  if (rest.first != NULL && rest.first->taken > 0) {
    outbox_add(&to->out, outbox_take(&rest)); /* it is begun, so it is finished first */
  }
  json *error = wire_envelope(to, "protocol_error");
  json_put(error, "code", json_text(wrong->code));
  json_put(error, "message", json_text(words));
  const json *id = at_fault == NULL ? NULL : json_get(at_fault, "id");
  json_put(error, "requestId", id != NULL && id->kind == JSON_TEXT ? json_copy(id) : NULL);
  wire_control(to, error);
  wire_write(to, written, owner);
  outbox_move(&to->out, &rest);
}

bool wire_tick(wire *of, long long interval, long long limit) {
  long long now = now_ms();
  if (of->out.controls >= MAX_CONTROLS) {
    of->heard = now; /* time in which this side does not read does not count */
  } else if (now >= of->heard + limit) {
    return false;
  } else {
    wire_control(of, wire_envelope(of, "ping"));
  }
  of->tick = earlier(now + interval, of->heard + limit);
  return true;
}

void wire_half_close(wire *of) {
  shutdown(of->fd, SHUT_WR);
}

void wire_hang_up(wire *of) {
  char unread[4096];
  if (of->fd >= 0) {
    shutdown(of->fd, SHUT_RDWR);
    while (read(of->fd, unread, sizeof unread) > 0) {
      /* Closed over unread bytes, a socket would take from the peer what we have written last. */
    }
    close(of->fd);
    of->fd = -1;
  }
}

void wire_free(wire *of) {
  wire_hang_up(of);
  for (frame *each; (each = outbox_take(&of->out)) != NULL;) {
    frame_free(each);
  }
  buffer_free(&of->in.bytes);
}
