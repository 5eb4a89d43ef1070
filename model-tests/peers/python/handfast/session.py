"""An orchestrator's side of one connection: section 6.2 of PROTOCOL.md, with the table of section 10.2."""

import itertools
import os

from .fault import fault
from .frames import ORCHESTRATOR_SENDS, Violation, is_known
from .link import Link
from .outbox import Outbox, Refused, Stamp
from .socket_path import peer_uid

_session_numbers = itertools.count(1)


class Session:
    """The house is the server; a session tells it wanted, claim, release and count, and its listener what happens."""

    def __init__(self, sock, settings, house, listener):
        self.state = "AwaitingHandshake"
        self.handshake = None  # the frame, from Authorizing on
        self.has_spoken = False
        self.requests = {}  # ids of those that are not answered, oldest first, with the order of all requests
        self._settings = settings
        self._house = house
        self._listener = listener
        self._user = peer_uid(sock)
        self._stamp = Stamp("o")
        self._outbox = Outbox(settings.queue_messages)
        self._joined = False
        self._close_deadline = None
        self.link = Link(house.loop, sock, settings.early_line_limit, self)
        self._handshake_deadline = house.loop.after(settings.handshake_timeout_ms / 1000, self._handshake_deadline_passed)

    @property
    def child_id(self):
        return self.handshake["childId"] if self.handshake else None

    @property
    def is_stranger(self):
        return self.state in ("AwaitingHandshake", "Authorizing")

    # The verdict

    def accept(self):
        """The handshake is accepted: the ack goes first, then the program hears of it, and only then the rest is read (HF-14, HF-27)."""
        if self.state != "Authorizing" or not self._house.claim(self):
            return
        self._handshake_deadline.cancel()
        self.state = "Registered"
        self._joined = True
        self.link.limit = self._settings.line_limit
        additions = self._additions()
        if additions:
            additions["sessionId"] = f"s-{next(_session_numbers)}"
        self.link.control(self._stamp.control("handshake_ack", accepted=True, **additions))
        self.link.keep_alive(
            self._settings.ping_interval_ms / 1000,
            self._settings.silence_limit_ms / 1000,
            ping=lambda: self.link.control(self._stamp.control("ping")),
            silent=lambda: self._close("PeerSilent"),
        )
        self._listener.joined(self.child_id)
        self.link.go_on_reading()

    def refuse(self, error, cause="Refused"):
        """Tells why in an ack, as far as the socket takes it, and ends."""
        if not self.is_stranger:
            return
        ack = self._stamp.control("handshake_ack", accepted=False, error=error, requestId=self._additions().get("requestId"))
        self._close(cause, last_line=None if fault("refuses-in-silence") else ack)

    def _additions(self):
        """What an ack says to a peer that is not of the original protocol (HF-29)."""
        if not self.handshake or "protocol" not in self.handshake:
            return {}
        shared = 1 in self.handshake["protocol"]["versions"]
        return {"requestId": self.handshake["id"], "protocol": {"version": 1, "capabilities": []} if shared else None}

    def _handshake_deadline_passed(self):
        if not fault("silent-strangers-stay"):
            self.refuse("the handshake took too long", "HandshakeTimedOut")  # HF-16

    # Receiving: what the link tells

    def received(self, frame):
        self.has_spoken = True
        type_ = frame["type"]
        if not is_known(type_):
            self._house.count()
        elif type_ in ORCHESTRATOR_SENDS:
            raise Violation("wrong_direction", f"got {type_}, which only an orchestrator sends")
        elif type_ == "ping":
            if self.state != "HalfClosed":
                self.link.control(self._stamp.control("pong"))
        elif type_ == "pong":
            pass
        elif type_ == "protocol_error":
            self._close("PeerReported")
        elif type_ == "handshake":
            self._greeted(frame)
        elif self.state == "AwaitingHandshake":
            raise Violation("handshake_expected", f"got {type_}, wanted handshake")
        elif frame.get("childId", self.child_id) != self.child_id:  # HF-15
            raise Violation("child_id_mismatch", f"got a frame of {frame['childId']}, wanted one of {self.child_id}")
        elif type_ == "permission_request":
            self._asked(frame)
        else:
            self._listener.received(self.child_id, frame)

    def violated(self, violation):
        report = None
        if self.state != "HalfClosed":
            text = f"worker misbehaved in {self.state}: {violation}"
            report = self._stamp.control("protocol_error", code=violation.code, message=text, requestId=violation.request_id)
        self._close("PeerMisbehaved", violation.code, report)

    def written(self, message):
        self._settle(message, "written")
        if self.state == "Draining":
            self._half_close_if_drained()

    def lost(self):
        self._close("ClosedLocally" if self.state == "HalfClosed" else "PeerClosed")

    def _greeted(self, handshake):
        if self.state != "AwaitingHandshake":
            if fault("second-handshake-renames"):
                self._house.rename(self, handshake)
                return
            raise Violation("duplicate_handshake", "got a second handshake")
        self.state = "Authorizing"
        self.handshake = handshake
        if not fault("reads-during-the-verdict"):
            self.link.stop_reading()  # HF-27
        if self._user != os.getuid():
            self.refuse(f"user {self._user} may not join")  # HF-31
        else:
            self._house.wanted(self)

    def _asked(self, frame):
        if frame["id"] in self.requests:
            raise Violation("duplicate_request", f"{frame['id']} is still unanswered")
        self.requests[frame["id"]] = self._house.next_request()
        self._listener.asked(self.child_id, frame)

    # Sending

    def send(self, type_, fields, tag):
        """Accepts a message; raises Refused."""
        if self.state != "Registered":
            raise Refused("closing")
        message = self._stamp.message(type_, fields, self._settings.line_limit, tag)
        if self._outbox.room_for(message, lambda _: False) is None:
            raise Refused("full")
        self._transmit(message)

    def reply(self, request_id, result, tag=None):
        """Answers an open request, past the limit of the queue; raises Refused."""
        if self.state != "Registered":
            raise Refused("closing")
        if request_id not in self.requests:
            raise Refused("not asked")
        fields = {"requestId": request_id, "result": result}
        message = self._stamp.message("permission_response", fields, self._settings.line_limit, tag)
        receiver = self._house.first_asker() if fault("answers-the-first-asker") else self
        del self.requests[request_id]
        receiver._transmit(message)

    def _transmit(self, message):
        self._outbox.add(message)
        self.link.transmit(message)

    def _settle(self, message, outcome, cause=None, code=None):
        if self._outbox.remove(message) and message.tag is not None:
            self._listener.outcome(message.tag, self.child_id, outcome, cause, code)

    # Closing

    def close(self, deadline_ms):
        """Denies what is open, writes what was accepted, then ends; at the deadline, whatever is left (HF-12, HF-33)."""
        if self.is_stranger:
            self.refuse("the orchestrator stops", "ClosedLocally")
        elif self.state == "Registered":
            self.link.end_keep_alive()
            if not fault("stop-leaves-requests-open"):
                for request_id in list(self.requests):
                    self.reply(request_id, "deny")
            self.state = "Draining"
            self._close_deadline = self._house.loop.after(deadline_ms / 1000, self._close_deadline_passed)
            self._half_close_if_drained()

    def supersede(self):
        """A newer session has the childId."""
        if self.is_stranger:
            self.refuse("replaced by a newer connection", "Superseded")
        else:
            self._close("Superseded")

    def _half_close_if_drained(self):
        if not self._outbox:
            self.state = "HalfClosed"
            self.link.half_close()

    def _close_deadline_passed(self):
        self._close("ClosedLocally" if self.state == "HalfClosed" else "DrainTimedOut")

    def _close(self, cause, code=None, last_line=None):
        """The one way to Closed."""
        if self.state == "Closed":
            return
        self.state = "Closed"
        self._handshake_deadline.cancel()
        if self._close_deadline:
            self._close_deadline.cancel()
        self.link.hang_up(last_line)
        for message in self._outbox:
            self._settle(message, "unknown" if self.link.has_begun(message) else "failed", cause, code)
        if self._joined and not (fault("left-never") and cause == "PeerMisbehaved"):
            self._listener.left(self.child_id, cause, code)
        self._house.release(self)
