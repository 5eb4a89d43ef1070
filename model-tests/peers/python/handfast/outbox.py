"""Messages on their way out: encoding, and the bound on what is accepted and not yet written. Used by both roles."""

import itertools
import time
from dataclasses import dataclass
from typing import Any

from .fault import fault
from .frames import Violation, read_frame
from .strict_json import write

QUEUE_BYTES = 16_777_216


class Refused(Exception):
    """A call that failed, with nothing accepted: its cause is `full`, `closing`, the cause of the connection's end, or what is invalid."""

    def __init__(self, cause, code=None):
        super().__init__(f"refused: {cause}")
        self.cause = cause
        self.code = code


@dataclass(eq=False)
class Message:
    """An application frame on its way; the tag is its sender's."""

    id: str
    type: str
    line: bytes
    tag: Any = None


class Stamp:
    """Gives the frames of one side their envelope."""

    def __init__(self, prefix):
        self._prefix = prefix
        self._numbers = itertools.count(1)

    def frame(self, type_, fields):
        """The id and the line of a frame of these fields."""
        id_ = f"{self._prefix}-{next(self._numbers)}"
        frame = {"id": id_, "type": type_, "timestamp": time.time_ns() // 1_000_000, **fields}
        if not fault("nulls-for-absent"):
            frame = {name: value for name, value in frame.items() if value is not None}
        return id_, write(frame).encode()

    def control(self, type_, **fields):
        """The line of a control frame."""
        return self.frame(type_, fields)[1]

    def message(self, type_, fields, line_limit, tag=None):
        """A program's message: what we would not take from a peer, we do not send (HF-24)."""
        fields = {name: value for name, value in fields.items() if name != "type"}
        try:
            id_, line = self.frame(type_, fields)
            read_frame(line.decode())
        except (ValueError, TypeError, Violation) as error:
            raise Refused(f"invalid: {error}") from None
        if len(line) > line_limit:
            raise Refused("full")
        if fault("childless-messages"):
            del fields["childId"]
            id_, line = self.frame(type_, fields)
        return Message(id_, type_, line, tag)


class Outbox:
    """What was accepted and is not yet written, in order; bounded (HF-11)."""

    def __init__(self, most):
        self._most = most
        self._messages = {}  # a set that keeps its order
        self._bytes = 0

    def __len__(self):
        return len(self._messages)

    def __iter__(self):
        return iter(list(self._messages))

    def add(self, message):
        self._messages[message] = None
        self._bytes += len(message.line) + 1

    def remove(self, message):
        """Whether it was there."""
        if message not in self._messages:
            return False
        del self._messages[message]
        self._bytes -= len(message.line) + 1
        return True

    def room_for(self, message, may_be_dropped):
        """The oldest of those that may be dropped whose places this one needs; none where it fits, None where all are not enough."""
        if fault("queue-without-bound"):
            return []
        dropped = []
        places = self._most - len(self._messages) - 1
        room = QUEUE_BYTES - self._bytes - len(message.line) - 1
        for other in reversed(self._messages) if fault("drops-the-newest") else self._messages:
            if places >= 0 and room >= 0:
                break
            if may_be_dropped(other):
                dropped.append(other)
                places += 1
                room += len(other.line) + 1
        return dropped if places >= 0 and room >= 0 else None
