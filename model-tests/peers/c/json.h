/* Strict JSON: one value, no field twice, every string valid Unicode, at most 500 levels. */
#ifndef HANDFAST_JSON_H
#define HANDFAST_JSON_H

#include "buffer.h"

#include <stdbool.h>

typedef enum { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT } json_kind;

/* A value. Numbers keep their spelling, objects the order of their fields. */
typedef struct json {
  json_kind kind;
  bool truth;                /* of a boolean */
  char *text;                /* a text in UTF-8, or a number's spelling; a zero follows */
  size_t length;
  char *name;                /* as a field of an object */
  size_t name_length;
  struct json *first, *last; /* of an array or object */
  struct json *next;         /* beside it */
} json;

/* Reads exactly one value; else NULL, and fault is "invalid_json" or "duplicate_field", whichever is further left. */
json *json_parse(const char *bytes, size_t length, const char **fault);

json *json_object(void);
json *json_array(void);
json *json_text(const char *text);
json *json_integer(long long value);
json *json_boolean(bool value);
json *json_copy(const json *value);
void json_free(json *gone);

/* Adds a field, or an item, at the end, and gives the object or array back. They own the value then. NULL adds
 * nothing. */
json *json_put(json *object, const char *name, json *value);
json *json_add(json *array, json *value);

/* The field's value; NULL where it is absent or null. */
const json *json_get(const json *object, const char *name);

/* The text of a field; NULL where it is no text. */
const char *json_get_text(const json *object, const char *name);

/* The integer of a field, or another one where it is none. */
long long json_get_integer(const json *object, const char *name, long long otherwise);
size_t json_get_size(const json *object, const char *name, size_t otherwise);

/* Whether it is this text. */
bool json_is(const json *value, const char *text);

/* Whether two texts are equal. */
bool json_same(const json *one, const json *other);

/* Whether a number is spelt without fraction and exponent; and its value, where it fits 64 bits. */
bool json_is_integer(const json *number);
bool json_fits(const json *integer, long long *value);

/* Appends the value, compact, on one line. */
void json_write(buffer *to, const json *value);
void json_write_text(buffer *to, const char *text, size_t length);

#endif
