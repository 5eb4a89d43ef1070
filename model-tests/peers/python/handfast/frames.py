"""The frames of section 4 of PROTOCOL.md: which fields each has, and what may stand in them."""

import re

from .fault import fault
from .strict_json import JsonFault, parse


class Violation(Exception):
    """Something that the peer did and that the protocol forbids: a code of section 9, and the id of the frame at fault, if it has one."""

    def __init__(self, code, detail, request_id=None):
        super().__init__(detail)
        self.code = code
        self.request_id = request_id


# A shape takes a value and its place, and gives the value back, or raises the first thing that is wrong with it.


def _wrong_type(where, wanted):
    return Violation("wrong_type", f"{where} is not {wanted}")


def _invalid(where, wanted):
    return Violation("invalid_value", f"{where} is not {wanted}")


def _text(value, where):
    if not isinstance(value, str):
        raise _wrong_type(where, "a text")
    return value


def _boolean(value, where):
    if not isinstance(value, bool):
        raise _wrong_type(where, "true or false")
    return value


def _accepted(value, where):
    return bool(value) if fault("truthy-ack") else _boolean(value, where)  # HF-23


def _opaque(value, where):
    return value


def _integer(least=-(2**63)):
    def shape(value, where):
        if type(value) is not int:  # a bool is an int, too
            raise _wrong_type(where, "an integer")
        if not least <= value < 2**63:
            raise _invalid(where, f"an integer from {least} to 2^63 - 1")
        return value

    return shape


def _percentage(value, where):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _wrong_type(where, "a number")
    if not 0 <= value <= 100:
        raise _invalid(where, "from 0 to 100")
    return value


def _one_of(*words):
    def shape(value, where):
        if _text(value, where) not in words:
            raise _invalid(where, f"one of {', '.join(words)}")
        return value

    return shape


def _list(item_shape):
    def shape(value, where):
        if not isinstance(value, list):
            raise _wrong_type(where, "a list")
        return [item_shape(item, f"{where}[{index}]") for index, item in enumerate(value)]

    return shape


def _object(shapes, report=False):
    """An object with these fields, those with a question mark optional: null is absent, and what is not named is ignored."""
    fields = [(key.rstrip("?"), shape, key.endswith("?")) for key, shape in shapes.items()]
    names = {name for name, _, _ in fields}

    def read(value, where):
        if not isinstance(value, dict):
            raise _wrong_type(where, "an object")
        found = {}
        for name, shape, optional in fields:
            place = f"{where}.{name}" if where else name
            if value.get(name) is not None:
                found[name] = shape(value[name], place)
            elif not optional and not (report and fault("missing-fields-are-fine")):
                raise Violation("missing_field", f"{place} is missing")
        if fault("hates-unknown-fields") and not value.keys() <= names:
            raise _invalid(where, "without unknown fields")
        return found

    return read


def _child_id(value, where):
    if not re.fullmatch(r"[^\x00-\x1f\x7f-\x9f]{1,256}", _text(value, where)):
        raise _invalid(where, "1 to 256 characters without control characters")
    return value


_WIDE_DECISIONS = {
    "approve_pattern": _object({"type": _text, "pattern": _text}),
    "approve_category": _object({"type": _text, "categoryId": _text}),
}


def _decision(value, where):
    """One of the five forms of section 4.8, and nothing else (HF-23)."""
    if isinstance(value, dict):
        kind = {"type": value.get("type")}
        _object({"type": _one_of(*_WIDE_DECISIONS)})(kind, where)
        return _WIDE_DECISIONS[value["type"]](value, where)
    if not isinstance(value, str):
        raise _wrong_type(where, "a decision")
    if fault("misspelt-approves") and value not in ("deny", "abort"):
        return "approve"
    return _one_of("approve", "deny", "abort")(value, where)


_COUNT = _integer(0)
_TOKENS = _object({"input": _COUNT, "output": _COUNT})
_CATEGORY = _object({"id": _text, "name": _text, "description": _text})
_ENVELOPE = {"id": _text, "type": _text, "timestamp": _integer()}


def _frame(fields):
    return _object({**_ENVELOPE, **fields})


def _report(fields):
    return _object({**_ENVELOPE, "childId": _child_id, **fields}, report=True)


_FRAMES = {
    "handshake": _frame({
        "childId": _child_id, "worktree": _text, "branch": _text, "task": _text, "model?": _text, "provider?": _text,
        "protocol?": _object({"versions": _list(_integer(1)), "capabilities": _list(_text)}),
    }),
    "handshake_ack": _frame({
        "accepted": _accepted, "error?": _text,
        "config?": _object({"autoApprove?": _list(_text), "timeout?": _integer()}), "context?": _text, "requestId?": _text,
        "protocol?": _object({"version": _integer(1), "capabilities": _list(_text)}), "sessionId?": _text,
    }),
    "status_update": _report({
        "status": _one_of("starting", "idle", "thinking", "tool_call", "waiting_permission", "complete", "failed", "cancelled"),
        "currentTool?": _text, "progress?": _percentage, "tokensUsed?": _TOKENS, "message?": _text,
    }),
    "log": _report({"level": _one_of("text", "tool", "info", "warn", "error"), "content": _text}),
    "task_complete": _report({
        "result": _object({
            "workerId?": _text, "success": _boolean, "response": _text, "toolCallCount": _COUNT, "tokensUsed": _TOKENS,
            "duration": _integer(), "prUrl?": _text, "branch": _text, "commits": _COUNT, "filesChanged": _list(_text),
        }),
    }),
    "task_error": _report({"error": _object({"message": _text, "code?": _text, "recoverable": _boolean})}),
    "permission_request": _frame({
        "childId": _child_id,
        "confirmation": _object({
            "toolName": _text, "input": _opaque, "isDangerous": _boolean, "dangerReason?": _text, "diffPreview?": _opaque,
            "approvalSuggestions?": _object({"suggestedPattern": _text, "matchedCategories": _list(_CATEGORY)}),
            "securityWarning?": _opaque,
        }),
    }),
    "permission_response": _frame({"requestId": _text, "result": _decision}),
    "cancel": _frame({"reason?": _text}),
    "inject_context": _frame({"context": _text, "relevantFiles?": _list(_text)}),
    "ping": _frame({}),
    "pong": _frame({}),
    "protocol_error": _frame({"code": _text, "message": _text, "requestId?": _text}),
}

WORKER_SENDS = ("handshake", "status_update", "log", "task_complete", "task_error", "permission_request")
ORCHESTRATOR_SENDS = ("handshake_ack", "permission_response", "cancel", "inject_context")


def is_known(type_):
    """Whether section 4 knows the type; a frame of another one is ignored and counted (HF-22)."""
    return type_ in _FRAMES


def read_frame(line):
    """The frame of one line, with the known fields of its type; raises a Violation for the first fault, in the order of section 9."""
    try:
        fields = parse(line)
    except JsonFault as error:
        raise Violation(error.code, str(error)) from None
    if not isinstance(fields, dict):
        raise Violation("not_an_object", "the frame is no object")
    try:
        head = {name: fields[name] for name in _ENVELOPE if name in fields}
        head = _frame({})(head, "")
        return _FRAMES[head["type"]](fields, "") if is_known(head["type"]) else head
    except Violation as violation:
        if isinstance(fields.get("id"), str):
            violation.request_id = fields["id"]
        raise
