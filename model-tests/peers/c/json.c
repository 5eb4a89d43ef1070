#include "json.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 500, MAX_NUMBER = 1000 };

typedef struct {
  const char *at, *end;
  int depth;
  const char *fault;
} reader;

/* The names of an object that is being read: a hash table with open addressing. */
typedef struct {
  const json **slots;
  size_t room, used;
} names;

static json *value(reader *in);

static json *make(json_kind kind) {
  json *made = allocate(sizeof *made);
  made->kind = kind;
  return made;
}

static void *refuse(reader *in, const char *fault) {
  in->fault = fault;
  return NULL;
}

static void skip_space(reader *in) {
  while (in->at < in->end && (*in->at == ' ' || *in->at == '\t' || *in->at == '\n' || *in->at == '\r')) {
    in->at++;
  }
}

static bool take(reader *in, char wanted) {
  bool there = in->at < in->end && *in->at == wanted;
  in->at += there;
  return there;
}

static bool take_word(reader *in, const char *word) {
  size_t length = strlen(word);
  bool there = (size_t)(in->end - in->at) >= length && memcmp(in->at, word, length) == 0;
  in->at += there ? length : 0;
  return there;
}

static bool hex(reader *in, unsigned *unit) {
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    static const char DIGITS[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = in->at < in->end && *in->at != '\0' ? strchr(DIGITS, *in->at) : NULL;
    if (digit == NULL) {
      return false;
    }
    *unit = *unit * 16 + (unsigned)(digit - DIGITS) % 16;
    in->at++;
  }
  return true;
}

static void add_character(buffer *to, unsigned point) {
  if (point < 0x80) {
    buffer_add(to, (char[]){(char)point}, 1);
  } else if (point < 0x800) {
    buffer_add(to, (char[]){(char)(0xC0 | point >> 6), (char)(0x80 | (point & 0x3F))}, 2);
  } else if (point < 0x10000) {
    char bytes[] = {(char)(0xE0 | point >> 12), (char)(0x80 | (point >> 6 & 0x3F)), (char)(0x80 | (point & 0x3F))};
    buffer_add(to, bytes, sizeof bytes);
  } else {
    char bytes[] = {(char)(0xF0 | point >> 18), (char)(0x80 | (point >> 12 & 0x3F)),
                    (char)(0x80 | (point >> 6 & 0x3F)), (char)(0x80 | (point & 0x3F))};
    buffer_add(to, bytes, sizeof bytes);
  }
}

/* Behind the backslash. Surrogates come in pairs or not at all. */
static bool escape(reader *in, buffer *to) {
  static const char LETTERS[] = "\"\\/bfnrt", MEANINGS[] = "\"\\/\b\f\n\r\t";
  if (take(in, 'u')) {
    unsigned point, low;
    if (!hex(in, &point) || (point >= 0xDC00 && point < 0xE000)) {
      return false;
    }
    if (point >= 0xD800 && point < 0xDC00) {
      if (!take_word(in, "\\u") || !hex(in, &low) || low < 0xDC00 || low >= 0xE000) {
        return false;
      }
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    add_character(to, point);
    return true;
  }
  const char *letter = in->at < in->end && *in->at != '\0' ? strchr(LETTERS, *in->at) : NULL;
  if (letter == NULL) {
    return false;
  }
  in->at++;
  buffer_add(to, &MEANINGS[letter - LETTERS], 1);
  return true;
}

static bool string(reader *in, char **text, size_t *length) {
  buffer bytes = {0};
  bool whole = take(in, '"');
  while (whole && !take(in, '"')) {
    const char *from = in->at;
    while (in->at < in->end && (unsigned char)*in->at >= 0x20 && *in->at != '"' && *in->at != '\\') {
      in->at++;
    }
    buffer_add(&bytes, from, (size_t)(in->at - from));
    if (in->at == in->end || (*in->at != '"' && !(take(in, '\\') && escape(in, &bytes)))) {
      whole = false;
    }
  }
  if (!whole) {
    buffer_free(&bytes);
    return false;
  }
  *length = bytes.length;
  buffer_add(&bytes, "", 1);
  *text = bytes.bytes;
  return true;
}

static bool digits(reader *in) {
  const char *from = in->at;
  while (in->at < in->end && *in->at >= '0' && *in->at <= '9') {
    in->at++;
  }
  return in->at > from;
}

static json *number(reader *in) {
  const char *from = in->at;
  take(in, '-');
  bool fine = take(in, '0') || digits(in);
  if (fine && take(in, '.')) {
    fine = digits(in);
  }
  if (fine && (take(in, 'e') || take(in, 'E'))) {
    fine = (take(in, '+') || take(in, '-') || true) && digits(in);
  }
  size_t length = (size_t)(in->at - from);
  if (!fine || length > MAX_NUMBER) {
    return refuse(in, "invalid_json");
  }
  json *made = make(JSON_NUMBER);
  made->text = memcpy(allocate(length + 1), from, length);
  made->length = length;
  return made;
}

static json *append(json *parent, json *child) {
  if (parent->last == NULL) {
    parent->first = child;
  } else {
    parent->last->next = child;
  }
  parent->last = child;
  return parent;
}

static bool same_name(const json *one, const json *other) {
  return one->name_length == other->name_length && memcmp(one->name, other->name, one->name_length) == 0;
}

static const json **slot(const names *all, const json *field) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (size_t i = 0; i < field->name_length; i++) {
    hash = (hash ^ (unsigned char)field->name[i]) * 16777619u;
  }
  size_t place = hash % all->room;
  while (all->slots[place] != NULL && !same_name(all->slots[place], field)) {
    place = (place + 1) % all->room;
  }
  return &all->slots[place];
}

/* False where the name was there. */
static bool names_add(names *all, const json *field) {
  if (2 * (all->used + 1) > all->room) {
    names wider = {allocate(sizeof *wider.slots * (2 * all->room + 8)), 2 * all->room + 8, all->used};
    for (size_t i = 0; i < all->room; i++) {
      if (all->slots[i] != NULL) {
        *slot(&wider, all->slots[i]) = all->slots[i];
      }
    }
    free(all->slots);
    *all = wider;
  }
  const json **place = slot(all, field);
  if (*place != NULL) {
    return false;
  }
  *place = field;
  all->used++;
  return true;
}

/* A field up to its value; told apart from its value's faults, which stand further right. */
static json *field(reader *in, names *all) {
  json *named = make(JSON_NULL);
  skip_space(in);
  if (!string(in, &named->name, &named->name_length)) {
    in->fault = "invalid_json";
  } else if (!names_add(all, named)) {
    in->fault = "duplicate_field";
  } else {
    skip_space(in);
    if (!take(in, ':')) {
      in->fault = "invalid_json";
    }
  }
  return named;
}

static json *object(reader *in) {
  json *made = make(JSON_OBJECT);
  names all = {0};
  skip_space(in);
  if (!take(in, '}')) {
    do {
      json *named = field(in, &all);
      json *held = in->fault == NULL ? value(in) : NULL;
      append(made, named);
      if (held != NULL) {
        char *name = named->name;
        size_t length = named->name_length;
        *named = *held; /* the table of names keeps pointing here */
        named->name = name;
        named->name_length = length;
        free(held);
      }
      skip_space(in);
    } while (in->fault == NULL && take(in, ','));
    if (in->fault == NULL && !take(in, '}')) {
      in->fault = "invalid_json";
    }
  }
  free(all.slots);
  return made;
}

static json *array(reader *in) {
  json *made = make(JSON_ARRAY);
  skip_space(in);
  if (!take(in, ']')) {
    do {
      json_add(made, value(in));
      skip_space(in);
    } while (in->fault == NULL && take(in, ','));
    if (in->fault == NULL && !take(in, ']')) {
      in->fault = "invalid_json";
    }
  }
  return made;
}

static json *deeper(reader *in, json *(*read)(reader *)) {
  if (in->depth == MAX_DEPTH) {
    return refuse(in, "invalid_json");
  }
  in->depth++;
  json *made = read(in);
  in->depth--;
  if (in->fault != NULL) {
    json_free(made);
    return NULL;
  }
  return made;
}

static json *value(reader *in) {
  skip_space(in);
  if (take(in, '{')) {
    return deeper(in, object);
  }
  if (take(in, '[')) {
    return deeper(in, array);
  }
  if (in->at < in->end && *in->at == '"') {
    json *made = make(JSON_TEXT);
    if (string(in, &made->text, &made->length)) {
      return made;
    }
    json_free(made);
    return refuse(in, "invalid_json");
  }
  if (take_word(in, "true")) {
    return json_boolean(true);
  }
  if (take_word(in, "false")) {
    return json_boolean(false);
  }
  return take_word(in, "null") ? make(JSON_NULL) : number(in);
}

json *json_parse(const char *bytes, size_t length, const char **fault) {
  reader in = {bytes, bytes + length, 0, NULL};
  json *made = value(&in);
  skip_space(&in);
  if (in.fault == NULL && in.at < in.end) {
    in.fault = "invalid_json";
  }
  if (in.fault != NULL) {
    json_free(made);
    made = NULL;
  }
  *fault = in.fault;
  return made;
}

json *json_object(void) {
  return make(JSON_OBJECT);
}

json *json_array(void) {
  return make(JSON_ARRAY);
}

json *json_text(const char *text) {
  if (text == NULL) {
    return NULL;
  }
  json *made = make(JSON_TEXT);
  made->text = copy_text(text);
  made->length = strlen(text);
  return made;
}

json *json_integer(long long number) {
  char spelling[24];
  json *made = make(JSON_NUMBER);
  made->length = (size_t)snprintf(spelling, sizeof spelling, "%lld", number);
  made->text = copy_text(spelling);
  return made;
}

json *json_boolean(bool truth) {
  json *made = make(JSON_BOOLEAN);
  made->truth = truth;
  return made;
}

static char *copy_bytes(const char *bytes, size_t length) {
  return bytes == NULL ? NULL : memcpy(allocate(length + 1), bytes, length);
}

json *json_copy(const json *original) {
  if (original == NULL) {
    return NULL;
  }
  json *made = make(original->kind);
  made->truth = original->truth;
  made->length = original->length;
  made->text = copy_bytes(original->text, original->length);
  for (const json *child = original->first; child != NULL; child = child->next) {
    json *copy = json_copy(child);
    copy->name = copy_bytes(child->name, child->name_length);
    copy->name_length = child->name_length;
    append(made, copy);
  }
  return made;
}

void json_free(json *gone) {
  while (gone != NULL) {
    json *next = gone->next;
    json_free(gone->first);
    free(gone->text);
    free(gone->name);
    free(gone);
    gone = next;
  }
}

json *json_put(json *parent, const char *name, json *child) {
  if (child != NULL) {
    free(child->name);
    child->name = copy_text(name);
    child->name_length = strlen(name);
    append(parent, child);
  }
  return parent;
}

json *json_add(json *parent, json *child) {
  return child == NULL ? parent : append(parent, child);
}

const json *json_get(const json *parent, const char *name) {
  json wanted = {.name = (char *)name, .name_length = strlen(name)};
  for (const json *child = parent->first; child != NULL; child = child->next) {
    if (child->name != NULL && same_name(child, &wanted)) {
      return child->kind == JSON_NULL ? NULL : child;
    }
  }
  return NULL;
}

const char *json_get_text(const json *parent, const char *name) {
  const json *child = json_get(parent, name);
  return child != NULL && child->kind == JSON_TEXT ? child->text : NULL;
}

long long json_get_integer(const json *parent, const char *name, long long otherwise) {
  const json *child = json_get(parent, name);
  long long number = otherwise;
  return child != NULL && json_is_integer(child) && json_fits(child, &number) ? number : otherwise;
}

size_t json_get_size(const json *parent, const char *name, size_t otherwise) {
  long long number = json_get_integer(parent, name, -1);
  return number >= 0 ? (size_t)number : otherwise;
}

bool json_is(const json *text, const char *wanted) {
  json other = {.kind = JSON_TEXT, .text = (char *)wanted, .length = strlen(wanted)};
  return text != NULL && json_same(text, &other);
}

bool json_same(const json *one, const json *other) {
  return one->kind == JSON_TEXT && other->kind == JSON_TEXT && one->length == other->length &&
         memcmp(one->text, other->text, one->length) == 0;
}

bool json_is_integer(const json *number) {
  return number->kind == JSON_NUMBER && strpbrk(number->text, ".eE") == NULL;
}

bool json_fits(const json *integer, long long *number) {
  errno = 0;
  *number = strtoll(integer->text, NULL, 10);
  return errno != ERANGE;
}

void json_write_text(buffer *to, const char *text, size_t length) {
  buffer_add_text(to, "\"");
  for (size_t i = 0, from = 0; i <= length; i++) {
    unsigned char c = i < length ? (unsigned char)text[i] : '"';
    if (c >= 0x20 && c != '"' && c != '\\') {
      continue;
    }
    buffer_add(to, text + from, i - from);
    from = i + 1;
    char escaped[8] = "";
    if (c == '\n') {
      strcpy(escaped, "\\n");
    } else if (c < 0x20) {
      snprintf(escaped, sizeof escaped, "\\u%04x", c);
    } else if (i < length) {
      snprintf(escaped, sizeof escaped, "\\%c", c);
    }
    buffer_add_text(to, escaped);
  }
  buffer_add_text(to, "\"");
}

void json_write(buffer *to, const json *shown) {
  switch (shown->kind) {
    case JSON_NULL:
      buffer_add_text(to, "null");
      break;
    case JSON_BOOLEAN:
      buffer_add_text(to, shown->truth ? "true" : "false");
      break;
    case JSON_NUMBER:
      buffer_add(to, shown->text, shown->length);
      break;
    case JSON_TEXT:
      json_write_text(to, shown->text, shown->length);
      break;
    case JSON_ARRAY:
    case JSON_OBJECT:
      buffer_add_text(to, shown->kind == JSON_ARRAY ? "[" : "{");
      for (const json *child = shown->first; child != NULL; child = child->next) {
        if (shown->kind == JSON_OBJECT) {
          json_write_text(to, child->name, child->name_length);
          buffer_add_text(to, ":");
        }
        json_write(to, child);
        if (child->next != NULL) {
          buffer_add_text(to, ",");
        }
      }
      buffer_add_text(to, shown->kind == JSON_ARRAY ? "]" : "}");
      break;
  }
}
