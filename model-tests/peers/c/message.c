#include "message.h"

#include "fault.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef enum {
  TEXT, CHILD_ID, WORD, BOOLEAN, INTEGER, PERCENT, OPAQUE, OBJECT, DECISION, TEXTS, INTEGERS, OBJECTS
} field_kind;

struct field {
  const char *name;
  field_kind kind;
  bool optional;
  long long least;           /* of an integer */
  const char *const *words;  /* the texts that are allowed */
  const struct field *fields; /* of an object */
};

typedef struct field field;

#define REQUIRED(field_name, field_kind) .name = #field_name, .kind = field_kind
#define OPTIONAL(field_name, field_kind) .name = #field_name, .kind = field_kind, .optional = true
#define FIELDS(...) (const field[]) { __VA_ARGS__, {0} }
#define WORDS(...) .words = (const char *const[]) { __VA_ARGS__, NULL }
#define ANY_INTEGER .least = LLONG_MIN

static const field TOKENS[] = {{REQUIRED(input, INTEGER)}, {REQUIRED(output, INTEGER)}, {0}};

static const field HANDSHAKE[] = {
    {REQUIRED(childId, CHILD_ID)},
    {REQUIRED(worktree, TEXT)},
    {REQUIRED(branch, TEXT)},
    {REQUIRED(task, TEXT)},
    {OPTIONAL(model, TEXT)},
    {OPTIONAL(provider, TEXT)},
    {OPTIONAL(protocol, OBJECT),
     .fields = FIELDS({REQUIRED(versions, INTEGERS), .least = 1}, {REQUIRED(capabilities, TEXTS)})},
    {0},
};

static const field HANDSHAKE_ACK[] = {
    {REQUIRED(accepted, BOOLEAN)},
    {OPTIONAL(error, TEXT)},
    {OPTIONAL(config, OBJECT),
     .fields = FIELDS({OPTIONAL(autoApprove, TEXTS)}, {OPTIONAL(timeout, INTEGER), ANY_INTEGER})},
    {OPTIONAL(context, TEXT)},
    {OPTIONAL(requestId, TEXT)},
    {OPTIONAL(protocol, OBJECT),
     .fields = FIELDS({REQUIRED(version, INTEGER), .least = 1}, {REQUIRED(capabilities, TEXTS)})},
    {OPTIONAL(sessionId, TEXT)},
    {0},
};

static const field STATUS_UPDATE[] = {
    {REQUIRED(childId, CHILD_ID)},
    {REQUIRED(status, WORD),
     WORDS("starting", "idle", "thinking", "tool_call", "waiting_permission", "complete", "failed", "cancelled")},
    {OPTIONAL(currentTool, TEXT)},
    {OPTIONAL(progress, PERCENT)},
    {OPTIONAL(tokensUsed, OBJECT), .fields = TOKENS},
    {OPTIONAL(message, TEXT)},
    {0},
};

static const field LOG[] = {
    {REQUIRED(childId, CHILD_ID)},
    {REQUIRED(level, WORD), WORDS("text", "tool", "info", "warn", "error")},
    {REQUIRED(content, TEXT)},
    {0},
};

static const field RESULT[] = {
    {OPTIONAL(workerId, TEXT)},
    {REQUIRED(success, BOOLEAN)},
    {REQUIRED(response, TEXT)},
    {REQUIRED(toolCallCount, INTEGER)},
    {REQUIRED(tokensUsed, OBJECT), .fields = TOKENS},
    {REQUIRED(duration, INTEGER), ANY_INTEGER},
    {OPTIONAL(prUrl, TEXT)},
    {REQUIRED(branch, TEXT)},
    {REQUIRED(commits, INTEGER)},
    {REQUIRED(filesChanged, TEXTS)},
    {0},
};

static const field TASK_COMPLETE[] = {
    {REQUIRED(childId, CHILD_ID)},
    {REQUIRED(result, OBJECT), .fields = RESULT},
    {0},
};

static const field TASK_ERROR[] = {
    {REQUIRED(childId, CHILD_ID)},
    {REQUIRED(error, OBJECT),
     .fields = FIELDS({REQUIRED(message, TEXT)}, {OPTIONAL(code, TEXT)}, {REQUIRED(recoverable, BOOLEAN)})},
    {0},
};

static const field CATEGORY[] = {
    {REQUIRED(id, TEXT)}, {REQUIRED(name, TEXT)}, {REQUIRED(description, TEXT)}, {0}};

static const field CONFIRMATION[] = {
    {REQUIRED(toolName, TEXT)},
    {REQUIRED(input, OPAQUE)},
    {REQUIRED(isDangerous, BOOLEAN)},
    {OPTIONAL(dangerReason, TEXT)},
    {OPTIONAL(diffPreview, OPAQUE)},
    {OPTIONAL(approvalSuggestions, OBJECT),
     .fields = FIELDS({REQUIRED(suggestedPattern, TEXT)}, {REQUIRED(matchedCategories, OBJECTS), .fields = CATEGORY})},
    {OPTIONAL(securityWarning, OPAQUE)},
    {0},
};

static const field PERMISSION_REQUEST[] = {
    {REQUIRED(childId, CHILD_ID)},
    {REQUIRED(confirmation, OBJECT), .fields = CONFIRMATION},
    {0},
};

static const field PERMISSION_RESPONSE[] = {{REQUIRED(requestId, TEXT)}, {REQUIRED(result, DECISION)}, {0}};

static const field PATTERN[] = {{REQUIRED(type, TEXT)}, {REQUIRED(pattern, TEXT)}, {0}};
static const field CATEGORY_ID[] = {{REQUIRED(type, TEXT)}, {REQUIRED(categoryId, TEXT)}, {0}};
static const field OTHER_FORM[] = {
    {REQUIRED(type, WORD), WORDS("approve_pattern", "approve_category")}, {0}};

static const field CANCEL[] = {{OPTIONAL(reason, TEXT)}, {0}};
static const field INJECT_CONTEXT[] = {{REQUIRED(context, TEXT)}, {OPTIONAL(relevantFiles, TEXTS)}, {0}};
static const field PROTOCOL_ERROR[] = {
    {REQUIRED(code, TEXT)}, {REQUIRED(message, TEXT)}, {OPTIONAL(requestId, TEXT)}, {0}};
static const field NOTHING[] = {{0}};

static const field ENVELOPE[] = {
    {REQUIRED(id, TEXT)}, {REQUIRED(type, TEXT)}, {REQUIRED(timestamp, INTEGER), ANY_INTEGER}, {0}};

static const message_type TYPES[] = {
    {"handshake", FROM_WORKER, false, HANDSHAKE},
    {"handshake_ack", FROM_ORCHESTRATOR, false, HANDSHAKE_ACK},
    {"status_update", FROM_WORKER, true, STATUS_UPDATE},
    {"log", FROM_WORKER, true, LOG},
    {"task_complete", FROM_WORKER, true, TASK_COMPLETE},
    {"task_error", FROM_WORKER, true, TASK_ERROR},
    {"permission_request", FROM_WORKER, true, PERMISSION_REQUEST},
    {"permission_response", FROM_ORCHESTRATOR, true, PERMISSION_RESPONSE},
    {"cancel", FROM_ORCHESTRATOR, true, CANCEL},
    {"inject_context", FROM_ORCHESTRATOR, true, INJECT_CONTEXT},
    {"ping", FROM_BOTH, false, NOTHING},
    {"pong", FROM_BOTH, false, NOTHING},
    {"protocol_error", FROM_BOTH, false, PROTOCOL_ERROR},
};

const message_type *message_type_of(const json *frame) {
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
    if (json_is(json_get(frame, "type"), TYPES[i].name)) {
      return &TYPES[i];
    }
  }
  return NULL;
}

static bool check_fields(const json *object, const field *fields, violation *wrong);

static bool is_word(const json *text, const char *const *words) {
  while (*words != NULL && !json_is(text, *words)) {
    words++;
  }
  return *words != NULL;
}

/* 1 to 256 characters of valid UTF-8, no control characters: those up to U+001F, and U+007F to U+009F. */
static bool is_child_id(const json *text) {
  size_t characters = 0;
  for (size_t i = 0; i < text->length; i++) {
    unsigned char c = (unsigned char)text->text[i];
    bool high_control = c == 0xC2 && (unsigned char)text->text[i + 1] < 0xA0;
    if (c < 0x20 || c == 0x7F || high_control) {
      return false;
    }
    characters += (c & 0xC0) != 0x80;
  }
  return characters >= 1 && characters <= 256;
}

static bool is_integer_from(const json *integer, long long least) {
  long long number;
  return json_fits(integer, &number) && number >= least;
}

static bool is_percent(const json *number) {
  double value = strtod(number->text, NULL);
  return value >= 0 && value <= 100;
}

static const field *form_of(const json *decision) {
  const json *type = json_get(decision, "type");
  return json_is(type, "approve_pattern") ? PATTERN : json_is(type, "approve_category") ? CATEGORY_ID : OTHER_FORM;
}

/* HF-23: the five forms, and nothing else. */
static bool check_decision(const json *value, violation *wrong) {
  static const char *const FORMS[] = {"approve", "deny", "abort", NULL};
  if (value->kind == JSON_TEXT) {
    return is_word(value, FORMS) || breaks(wrong, "invalid_value", "result is none of the five forms");
  }
  return check_fields(value, form_of(value), wrong);
}

static bool has_kind(const json *value, field_kind kind) {
  switch (kind) {
    case TEXT:
    case CHILD_ID:
    case WORD:
      return value->kind == JSON_TEXT;
    case BOOLEAN:
      return value->kind == JSON_BOOLEAN;
    case INTEGER:
      return json_is_integer(value); /* 12.0 and 1e2 are none */
    case PERCENT:
      return value->kind == JSON_NUMBER;
    case OBJECT:
      return value->kind == JSON_OBJECT;
    case DECISION:
      return value->kind == JSON_TEXT || value->kind == JSON_OBJECT;
    case TEXTS:
    case INTEGERS:
    case OBJECTS:
      return value->kind == JSON_ARRAY;
    case OPAQUE:
      return true;
  }
  return false;
}

static bool check_value(const json *value, const field *as, violation *wrong) {
  if (!has_kind(value, as->kind)) {
    return breaks(wrong, "wrong_type", "%s has the wrong type", as->name);
  }
  bool allowed = true;
  field item = *as;
  switch (as->kind) {
    case CHILD_ID:
      allowed = is_child_id(value);
      break;
    case WORD:
      allowed = is_word(value, as->words);
      break;
    case INTEGER:
      allowed = is_integer_from(value, as->least);
      break;
    case PERCENT:
      allowed = is_percent(value);
      break;
    case OBJECT:
      return check_fields(value, as->fields, wrong);
    case DECISION:
      return check_decision(value, wrong);
    case TEXTS:
    case INTEGERS:
    case OBJECTS:
      item.kind = as->kind == TEXTS ? TEXT : as->kind == INTEGERS ? INTEGER : OBJECT;
      for (const json *each = value->first; each != NULL; each = each->next) {
        if (!check_value(each, &item, wrong)) {
          return false;
        }
      }
      break;
    case TEXT:
    case BOOLEAN:
    case OPAQUE:
      break;
  }
  return allowed || breaks(wrong, "invalid_value", "%s has a value that is not allowed", as->name);
}

static bool is_null(const json *object, const char *name) {
  const json *child = object->first;
  while (child != NULL && strcmp(child->name, name) != 0) {
    child = child->next;
  }
  return child != NULL && child->kind == JSON_NULL;
}

static bool check_fields(const json *object, const field *fields, violation *wrong) {
  for (const field *each = fields; each->name != NULL; each++) {
    const json *value = json_get(object, each->name);
    if (value == NULL && !each->optional) {
      return breaks(wrong, "missing_field", "%s is missing", each->name);
    }
    if (value == NULL && fault("null-is-a-value") && is_null(object, each->name)) {
      return breaks(wrong, "wrong_type", "%s is null", each->name);
    }
    if (value != NULL && !check_value(value, each, wrong)) {
      return false;
    }
  }
  return true;
}

static bool check_frame(json *frame, violation *wrong) {
  if (!check_fields(frame, ENVELOPE, wrong)) {
    return false;
  }
  const message_type *type = message_type_of(frame);
  bool no_result = type != NULL && type->fields == PERMISSION_RESPONSE && json_get(frame, "result") == NULL;
  if (no_result && fault("missing-result-approves")) {
    json_put(frame, "result", json_text("approve"));
  }
  return type == NULL || check_fields(frame, type->fields, wrong);
}

json *message_read(line from, violation *wrong) {
  const char *code;
  json *frame = json_parse(from.bytes, from.length, &code);
  if (frame == NULL) {
    breaks(wrong, code, "got a line that is not one JSON value with each field once");
  } else if (frame->kind != JSON_OBJECT) {
    breaks(wrong, "not_an_object", "got a line that is no object");
    json_free(frame);
    frame = NULL;
  } else {
    check_frame(frame, wrong);
  }
  return frame;
}

json *message_envelope(const char *id, const char *type) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  json *frame = json_object();
  json_put(frame, "id", json_text(id));
  json_put(frame, "type", json_text(type));
  return json_put(frame, "timestamp", json_integer(now.tv_sec * 1000LL + now.tv_nsec / 1000000));
}

/* A copy with the known fields only, in their order, and without nulls. What has a wrong shape keeps it. */
static json *known(json *copy, const json *original, const field *fields) {
  for (const field *each = fields; each->name != NULL; each++) {
    const json *value = json_get(original, each->name);
    if (value == NULL) {
      continue;
    }
    if (each->kind == OBJECT && value->kind == JSON_OBJECT) {
      json_put(copy, each->name, known(json_object(), value, each->fields));
    } else if (each->kind == OBJECTS && value->kind == JSON_ARRAY) {
      json *items = json_array();
      for (const json *item = value->first; item != NULL; item = item->next) {
        json_add(items, item->kind == JSON_OBJECT ? known(json_object(), item, each->fields) : json_copy(item));
      }
      json_put(copy, each->name, items);
    } else if (each->kind == DECISION && value->kind == JSON_OBJECT) {
      json_put(copy, each->name, known(json_object(), value, form_of(value)));
    } else {
      json_put(copy, each->name, json_copy(value));
    }
  }
  return copy;
}

/* The escapes of line feeds, undone. */
static void unescape_line_feeds(buffer *text) {
  size_t to = 0;
  for (size_t from = 0; from < text->length; from++, to++) {
    bool escape = text->bytes[from] == '\\';
    if (escape && text->bytes[from + 1] == 'n') {
      text->bytes[to] = '\n';
      from++;
      continue;
    }
    text->bytes[to] = text->bytes[from];
    if (escape) {
      text->bytes[++to] = text->bytes[++from];
    }
  }
  text->length = to;
}

buffer message_encode(json *frame, violation *wrong) {
  buffer encoded = {0};
  json *written = known(known(json_object(), frame, ENVELOPE), frame, message_type_of(frame)->fields);
  json_free(frame);
  if (check_frame(written, wrong)) {
    json_write(&encoded, written);
    if (!utf8_valid(encoded.bytes, encoded.length)) {
      breaks(wrong, "invalid_utf8", "a text is not UTF-8");
      buffer_free(&encoded);
    } else {
      if (fault("raw-line-feeds")) {
        unescape_line_feeds(&encoded);
      }
      buffer_add_text(&encoded, "\n");
    }
  }
  json_free(written);
  return encoded;
}
