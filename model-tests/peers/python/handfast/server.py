"""An orchestrator: listens, and keeps the register of its workers."""

import itertools
from dataclasses import dataclass

from .fault import fault
from .loop import READ, Loop
from .outbox import Refused
from .session import Session
from .socket_path import listen_at

ORDERS = ("cancel", "inject_context")
PAUSE = 0.1  # between tries to accept where the system has no more files


@dataclass
class ServerSettings:
    """Where the orchestrator listens, how it decides, and the limits of section 7."""

    socket: str
    handshake_timeout_ms: int = 10_000
    queue_messages: int = 1_024
    on_duplicate: str = "reject"  # or "replace"
    verdict: str = "accept"  # or "reject" or "ask"
    ping_interval_ms: int = 30_000
    silence_limit_ms: int = 60_000
    early_line_limit: int = 262_144
    line_limit: int = 8_388_608
    connections: int = 16_384
    strangers: int = 1_024


class Server:
    """One orchestrator at one socket path.

    Any thread may call. The listener is called by one thread at a time: handshake(child_id) where the verdict is `ask`;
    joined(child_id); received(child_id, frame) and asked(child_id, frame); outcome(tag, child_id, outcome, cause, code) once for each
    message that was sent with a tag; left(child_id, cause, code); and last of all stopped().
    """

    def __init__(self, settings, listener):
        self._settings = settings
        self._listener = listener
        self.loop = Loop()
        self.lock = self.loop.lock
        self.counted = 0  # frames that were ignored and counted
        self._sessions = {}  # a set that keeps its order
        self._workers = {}  # registered ones by childId, oldest session first
        self._request_numbers = itertools.count()
        self._socket = None
        self._remove_file = None
        self._stopping = False

    def listen(self):
        """Workers can connect when it returns; raises OSError where the path is not free."""
        self._socket, self._remove_file = listen_at(self._settings.socket)
        with self.lock:
            self._await_connections()
        self.loop.start()

    @property
    def workers(self):
        """The childIds of those who are registered, oldest session first."""
        with self.lock:
            return [child_id for child_id, session in self._workers.items() if session.state == "Registered"]

    def decide(self, child_id, accept):
        """Decides about a handshake that handshake() told; raises LookupError where none waits."""
        with self.lock:
            waiting = [one for one in self._sessions if one.state == "Authorizing" and one.child_id == child_id]
            if not waiting:
                raise LookupError(f"no handshake of {child_id} waits")
            if accept:
                waiting[0].accept()
            else:
                waiting[0].refuse("refused by the program")

    def send(self, child_id, message, tag=None):
        """Sends a cancel or a context to a worker; raises Refused."""
        with self.lock:
            if message.get("type") not in ORDERS:
                raise Refused(f"invalid: {message.get('type')} is no order")
            self._worker(child_id).send(message["type"], message, tag)

    def reply(self, child_id, request_id, result, tag=None):
        """Answers a request of a worker; raises Refused."""
        with self.lock:
            self._worker(child_id).reply(request_id, result, tag)

    def stop(self, deadline_ms=3_000):
        """Takes no more workers, and closes the sessions (HF-12, HF-33)."""
        with self.lock:
            if self._stopping or not self._socket:
                return
            self._stopping = True
            self.loop.watch(self._socket, 0, None)
            self._remove_file()
            self._socket.close()
            sessions = list(self._sessions)
            for session in sessions:
                session.close(deadline_ms)
            if not sessions:
                self._stopped()

    def _worker(self, child_id):
        if child_id not in self._workers:
            raise Refused("not registered")
        return self._workers[child_id]

    def _stopped(self):
        self._listener.stopped()
        self.loop.stop()

    # Connections

    def _await_connections(self):
        if not self._stopping:
            self.loop.watch(self._socket, READ, lambda _: self._accept())

    def _accept(self):
        try:
            sock, _ = self._socket.accept()
        except BlockingIOError:
            return
        except OSError:
            self.loop.watch(self._socket, 0, None)
            self.loop.after(PAUSE, self._await_connections)
            return
        sock.setblocking(False)
        session = Session(sock, self._settings, self, self._listener)
        self._sessions[session] = None
        self._turn_away(session)

    def _turn_away(self, session):
        """Where there are too many: the stranger who has been silent for longest, or the new one."""
        if len(self._sessions) > self._settings.connections:
            session.refuse("too many connections")
            return
        strangers = [one for one in self._sessions if one.is_stranger]
        if len(strangers) > self._settings.strangers:
            silent = [one for one in strangers if not one.has_spoken]
            chosen = min(silent, key=lambda one: one.link.heard) if silent else session
            chosen.refuse("too many connections without a handshake")

    # What sessions tell

    def count(self):
        self.counted += 1

    def next_request(self):
        return next(self._request_numbers)

    def wanted(self, session):
        self._sessions[session] = self._sessions.pop(session)  # who waits for a verdict stands in the order of the handshakes
        if self._settings.verdict == "accept":
            session.accept()
        elif self._settings.verdict == "reject":
            session.refuse("refused by the program")
        else:
            self._listener.handshake(session.child_id)

    def claim(self, session):
        """Whether the session gets its childId (HF-15)."""
        holder = self._workers.get(session.child_id)
        if holder:
            if self._settings.on_duplicate == "reject":
                session.refuse(f"{session.child_id} is taken")
                return False
            holder.supersede()
        self._workers[session.child_id] = session
        return True

    def release(self, session):
        del self._sessions[session]
        if self._workers.get(session.child_id) is session:
            del self._workers[session.child_id]
        if fault("old-end-takes-the-new"):
            self.loop.after(0, lambda: self._workers.pop(session.child_id, None))
        if self._stopping and not self._sessions:
            self._stopped()

    # Only for faults

    def rename(self, session, handshake):
        del self._workers[session.child_id]
        session.handshake = handshake
        self._workers[session.child_id] = session

    def first_asker(self):
        return min((one for one in self._sessions if one.requests), key=lambda one: min(one.requests.values()))
