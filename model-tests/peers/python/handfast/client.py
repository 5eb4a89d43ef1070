"""A worker's side of a connection: section 6.1 of PROTOCOL.md, with the table of section 10.1."""

import errno
import socket
import time
from dataclasses import dataclass

from .fault import fault
from .frames import WORKER_SENDS, Violation, is_known
from .link import Link
from .loop import Loop
from .outbox import Outbox, Refused, Stamp
from .socket_path import check_path

REPORTS = ("status_update", "log", "task_complete", "task_error")
WORTH_ANOTHER_TRY = (errno.ENOENT, errno.ECONNREFUSED, errno.EAGAIN)
FIRST_PAUSE = 0.010
LONGEST_PAUSE = 0.250
OPEN = ("Idle", "Connecting", "AwaitingAck", "Ready")


@dataclass
class ClientSettings:
    """Who the worker is, and the limits of section 7."""

    socket: str
    child_id: str
    worktree: str
    branch: str
    task: str
    model: str | None = None
    provider: str | None = None
    handshake_timeout_ms: int = 10_000
    queue_messages: int = 1_024
    when_full: str = "fail"  # or "drop logs"
    ping_interval_ms: int = 30_000
    silence_limit_ms: int = 60_000
    early_line_limit: int = 262_144
    line_limit: int = 8_388_608


class Client:
    """One worker, for one connection. Messages may be sent from the moment it is made; those from before the ack wait for it.

    Any thread may call. The listener is called by one thread at a time: ready(); outcome(tag, outcome, cause, code) once for each
    message; response(tag, result, ended, code) once for each request; received(frame) for a cancel or a context; and last of all
    closed(cause, code, unwritten), with the tags of what was not written.
    """

    def __init__(self, settings, listener):
        self._settings = settings
        self._listener = listener
        self._loop = Loop()
        self.lock = self._loop.lock
        self.state = "Idle"
        self.counted = 0  # frames that were ignored and counted
        self._stamp = Stamp("m")
        self._outbox = Outbox(settings.queue_messages)
        self._waiting = []  # what is to be written behind the ack
        self._requests = {}  # open ones: by id, their message and time-out
        self._timed_out = {}  # only for the fault late-answer-counts
        self._handshake = None  # the id of ours
        self._link = None
        self._end = None  # the cause and the code
        self._handshake_deadline = self._close_deadline = self._retry = None
        self._loop.start()

    def start(self):
        """Starts connecting."""
        with self.lock:
            if self.state != "Idle":
                return
            self.state = "Connecting"
            self._arm_handshake_deadline(self._settings.handshake_timeout_ms / 1000)
            self._retry = self._loop.after(0, lambda: self._connect(FIRST_PAUSE))

    def send(self, message, tag=None):
        """Accepts a message, a dict of a type and its fields; raises Refused. The tag comes back with the outcome."""
        with self.lock:
            if message.get("type") not in REPORTS:
                raise Refused(f"invalid: {message.get('type')} is no report")
            self._accept(message["type"], message, tag)

    def request(self, confirmation, tag=None, timeout_ms=300_000):
        """Asks for permission; raises Refused."""
        with self.lock:
            if len(self._requests) >= self._settings.queue_messages and self.state in OPEN and not fault("queue-without-bound"):
                raise Refused("full")
            message = self._accept("permission_request", {"confirmation": confirmation}, tag)
            timer = self._loop.after(timeout_ms / 1000, lambda: self._timed_out_request(message.id))
            self._requests[message.id] = (message, timer)

    def withdraw(self, tag):
        """Takes a request back, if it is open."""
        with self.lock:
            for id_, (message, _) in list(self._requests.items()):
                if message.tag == tag:
                    self._end_request(id_, "cancelled")

    def close(self, deadline_ms=3_000):
        """Writes what was accepted, then ends; at the deadline, whatever is left (HF-12)."""
        with self.lock:
            if self.state not in OPEN:
                return
            early = self.state != "Ready"
            if early and (self.state == "Idle" or not self._outbox or fault("close-drops-the-queue")):
                self._close("ClosedLocally")
                return
            if not fault("close-never-ends"):
                self._close_deadline = self._loop.after(deadline_ms / 1000, self._close_deadline_passed)
            if early:
                self.state = "Finishing"
            else:
                self._link.end_keep_alive()
                self.state = "Draining"
                self._half_close_if_drained()

    # Connecting

    def _connect(self, pause):
        sock = socket.socket(socket.AF_UNIX)
        sock.setblocking(False)
        try:
            check_path(self._settings.socket)
            sock.connect(self._settings.socket)
        except OSError as error:
            sock.close()
            if error.errno not in WORTH_ANOTHER_TRY or fault("one-attempt"):
                self._close("ConnectFailed")
            else:
                self._retry = self._loop.after(pause, lambda: self._connect(min(2 * pause, LONGEST_PAUSE)))
            return
        self._opened(sock)

    def _opened(self, sock):
        if self.state == "Connecting":
            self.state = "AwaitingAck"
        self._link = Link(self._loop, sock, self._settings.early_line_limit, self)
        self._write_handshake()
        if fault("announces-ready-when-connected"):
            self._listener.ready()
        if fault("ready-too-early"):
            self._open({})

    def _write_handshake(self):
        its = self._settings
        fields = {"childId": its.child_id, "worktree": its.worktree, "branch": its.branch, "task": its.task, "model": its.model,
                  "provider": its.provider, "protocol": {"versions": [1], "capabilities": []}}
        self._handshake, line = self._stamp.frame("handshake", fields)
        self._link.control(line)

    def _arm_handshake_deadline(self, seconds):
        self._handshake_deadline = self._loop.after(seconds, self._handshake_deadline_passed)

    def _handshake_deadline_passed(self):
        if fault("deadline-per-read") and self._link:
            left = self._link.heard + self._settings.handshake_timeout_ms / 1000 - time.monotonic()
            if left > 0:
                self._arm_handshake_deadline(left)
                return
        self._close("HandshakeTimedOut")

    # Receiving: what the link tells

    def received(self, frame):
        type_ = frame["type"]
        if not is_known(type_):
            if fault("hates-the-future"):
                raise Violation("invalid_value", f"the type {type_} is unknown")
            self.counted += 1
        elif type_ in WORKER_SENDS:
            raise Violation("wrong_direction", f"got {type_}, which only a worker sends")
        elif type_ == "ping":
            if self.state != "HalfClosed":
                self._link.control(self._stamp.control("pong"))
        elif type_ == "pong":
            pass
        elif type_ == "protocol_error":
            self._close("PeerReported")
        elif type_ == "handshake_ack":
            self._acked(frame)
        elif self._awaits_ack():
            raise Violation("ack_expected", f"got {type_}, wanted handshake_ack")
        elif type_ == "permission_response":
            self._answered(frame)
        else:
            self._ordered(frame)

    def violated(self, violation):
        report = None
        if self.state != "HalfClosed" and not fault("tells-nobody-of-a-violation"):
            text = f"orchestrator misbehaved in {self.state}: {violation}"
            report = self._stamp.control("protocol_error", code=violation.code, message=text, requestId=violation.request_id)
        self._close("PeerMisbehaved", violation.code, report)

    def written(self, message):
        self._settle(message, "written")
        if self.state == "Draining":
            self._half_close_if_drained()

    def lost(self):
        if not fault("end-is-not-noticed"):
            self._close("ClosedLocally" if self.state == "HalfClosed" else "PeerClosed")

    def _awaits_ack(self):
        return self.state in ("AwaitingAck", "Finishing")

    def _acked(self, ack):
        if not self._awaits_ack():
            if fault("second-ack-ends-the-session"):
                raise Violation("invalid_value", "got a second ack")
            self.counted += 1  # HF-6
        elif ack.get("requestId", self._handshake) != self._handshake and not fault("any-ack-is-mine"):
            raise Violation("invalid_value", f"the ack is for {ack['requestId']}")
        elif ack["accepted"] or fault("refusal-counts-as-acceptance"):
            self._open(ack)
        else:
            self._close("Refused")

    def _open(self, ack):
        self._handshake_deadline.cancel()
        self._link.limit = self._settings.line_limit
        if fault("handshake-twice"):
            self._write_handshake()
        closing = self.state == "Finishing"
        self.state = "Draining" if closing else "Ready"
        self._transmit_waiting()  # HF-3
        if closing:
            self._half_close_if_drained()
            return
        if "protocol" in ack:  # HF-26
            self._link.keep_alive(
                self._settings.ping_interval_ms / 1000,
                self._settings.silence_limit_ms / 1000,
                ping=lambda: self._link.control(self._stamp.control("ping")),
                silent=lambda: self._close("PeerSilent"),
            )
        if not fault("announces-ready-when-connected"):
            self._listener.ready()

    def _answered(self, response):
        id_ = response["requestId"]
        if fault("answers-the-oldest") and self._requests:
            id_ = next(iter(self._requests))
        if id_ in self._requests:
            message, timer = self._requests.pop(id_)
            timer.cancel()
            self._listener.response(message.tag, result=response["result"])
        elif fault("late-answer-counts") and id_ in self._timed_out:
            self._listener.response(self._timed_out[id_], result=response["result"])
        else:
            self.counted += 1  # HF-7

    def _ordered(self, frame):
        if frame["type"] == "cancel":
            for id_ in list(self._requests):
                self._end_request(id_, "called off")  # HF-30
        self._listener.received(frame)
        if frame["type"] == "cancel" and fault("cancel-hangs-up"):
            self._close("ClosedLocally")

    # Requests

    def _timed_out_request(self, id_):
        if fault("request-has-no-time-out"):
            return
        if fault("late-answer-counts") and id_ in self._requests:
            self._timed_out[id_] = self._requests[id_][0].tag
        self._end_request(id_, "timed out")

    def _end_request(self, id_, ended, code=None):
        if id_ not in self._requests:
            return
        message, timer = self._requests.pop(id_)
        timer.cancel()
        self._listener.response(message.tag, ended=ended, code=code)
        if message not in self._waiting or self.state == "Closed":
            return
        if not fault("withdrawn-is-sent"):
            self._waiting.remove(message)  # HF-8
        self._settle(message, "failed", ended)
        if self.state == "Finishing" and not self._outbox:
            self._close("ClosedLocally")

    # Sending

    def _accept(self, type_, fields, tag):
        if self._end:
            raise Refused(*self._end)
        if self.state not in OPEN:
            raise Refused("closing")
        if fault("refuses-early-sends") and self.state != "Ready":
            raise Refused("not ready")
        message = self._stamp.message(type_, {"childId": self._settings.child_id, **fields}, self._settings.line_limit, tag)
        dropped = self._outbox.room_for(message, self._may_be_dropped)
        if dropped is None:
            raise Refused("full")
        for other in dropped:
            self._drop(other)
        self._outbox.add(message)
        if self.state == "Ready":
            self._link.transmit(message)
        else:
            self._waiting.append(message)
        if fault("written-is-a-guess"):
            self._listener.outcome(tag, "written", None, None)
        return message

    def _may_be_dropped(self, message):
        begun = self._link is not None and self._link.has_begun(message)
        return self._settings.when_full == "drop logs" and message.type == "log" and not begun

    def _drop(self, message):
        if message in self._waiting:
            self._waiting.remove(message)
        else:
            self._link.take_back(message)
        if fault("drops-in-silence"):
            self._outbox.remove(message)
        self._settle(message, "failed", "dropped")

    def _transmit_waiting(self):
        messages, self._waiting = self._waiting, []
        if fault("flush-loses-the-second"):
            for lost in messages[1:2]:
                messages.remove(lost)
                self._outbox.remove(lost)
        if fault("flush-in-reverse"):
            messages.reverse()
        for message in messages:
            self._link.transmit(message)

    def _settle(self, message, outcome, cause=None, code=None):
        """The one way to an outcome: each message has one (HF-5)."""
        if self._outbox.remove(message) and not fault("written-is-a-guess"):
            self._listener.outcome(message.tag, outcome, cause, code)

    # Closing

    def _half_close_if_drained(self):
        if not self._outbox:
            self.state = "HalfClosed"
            self._link.half_close()

    def _close_deadline_passed(self):
        self._close("ClosedLocally" if self.state == "HalfClosed" else "DrainTimedOut")

    def _close(self, cause, code=None, last_line=None):
        """The one way to Closed: whatever is pending ends with the cause (HF-20)."""
        if self.state == "Closed":
            return
        self.state = "Closed"
        self._end = (cause, code)
        for timer in (self._handshake_deadline, self._close_deadline, self._retry):
            if timer:
                timer.cancel()
        if self._link:
            self._link.hang_up(last_line)
        unwritten = [message.tag for message in self._outbox]
        for message in self._outbox:
            if fault("refusal-drops-the-queue") and cause == "Refused":
                break
            begun = self._link is not None and self._link.has_begun(message)
            self._settle(message, "unknown" if begun else "failed", cause, code)
        for id_ in list(self._requests):
            self._end_request(id_, cause, code)
        self._listener.closed(cause, code, unwritten)
        self._loop.stop()
