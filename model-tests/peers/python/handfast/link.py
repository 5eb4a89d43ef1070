"""One connection: bytes become frames, frames become bytes. It decides nothing; what a frame means is for its owner."""

import time
from collections import deque

from .frames import Violation, read_frame
from .lines import LineReader
from .loop import READ, WRITE

CHUNK = 65_536
MAX_CONTROLS = 64  # control frames that may wait: a peer that pings and never reads is not read either


class Link:
    """The owner knows received(frame), violated(violation), written(message) and lost()."""

    def __init__(self, loop, sock, limit, owner):
        self.heard = time.monotonic()  # when the last bytes came
        self.limit = limit  # the size of a line, as the state of the handshake allows it
        self._loop = loop
        self._sock = sock
        self._owner = owner
        self._lines = LineReader()
        self._stopped = False
        self._ended = False  # by the peer
        self._over = False
        self._broken = False  # the kernel takes nothing any more; what the peer had said is read all the same
        self._ending = False
        self._controls = deque()  # lines
        self._messages = deque()  # with a line
        self._writing = None  # the one of them that is begun, and the bytes that are left of it
        self._rest = b""
        self._reading_now = True
        self._ticking = None
        self._update()

    # Reading

    def stop_reading(self):
        """From now on no frame is taken, not even from bytes at hand."""
        self._stopped = True
        self._update()

    def go_on_reading(self):
        self._stopped = False
        self._take_frames()

    def _may_read(self):
        return not self._stopped and not self._over and len(self._controls) < MAX_CONTROLS

    def _happened(self, events):
        if events & READ and self._may_read():
            self._read()
        if not self._over:
            self._write()

    def _read(self):
        try:
            chunk = self._sock.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if chunk:
            self.heard = time.monotonic()
            self._lines.push(chunk)
            self._take_frames()
        else:
            self._ended = True
            self._owner.lost()

    def _take_frames(self):
        frame = None
        try:
            while self._may_read() and (line := self._lines.next(self.limit)) is not None:
                frame = None
                frame = read_frame(line)
                self._owner.received(frame)
        except Violation as violation:
            violation.request_id = violation.request_id or (frame or {}).get("id")
            self._owner.violated(violation)
        self._update()

    # Writing

    def control(self, line):
        """Writes a control frame, before the messages that wait."""
        self._controls.append(line)
        self._update()

    def transmit(self, message):
        """Writes a message behind the others."""
        self._messages.append(message)
        self._update()

    def take_back(self, message):
        """Takes a message back of which the kernel has no byte."""
        self._messages.remove(message)

    def has_begun(self, message):
        """Whether the kernel has bytes of the message."""
        return self._writing is message

    def half_close(self):
        """Ends our direction, behind the control frames that wait."""
        self._ending = True
        self._update()

    def hang_up(self, last_line=None):
        """Closes both directions; what is begun, the control frames and this last one are written as far as the socket takes them now."""
        if self._over:
            return
        if last_line and not self._ending:
            self._messages.clear()
            self._controls.append(last_line)
        if self._controls:
            self._write(only_controls=True)
        self._over = True
        self.end_keep_alive()
        self._loop.watch(self._sock, 0, None)
        self._sock.close()

    def _write(self, only_controls=False):
        """Writes what the kernel takes; the peer's end shows by reading, after what it had said."""
        try:
            while not self._broken:
                if not self._rest and not self._next(only_controls):
                    break
                self._rest = self._rest[self._sock.send(self._rest) :]
                if not self._rest:
                    written, self._writing = self._writing, None
                    if written is not None:
                        self._owner.written(written)
        except BlockingIOError:
            if self._rest and self._writing is not None and len(self._rest) == self._size:
                self._messages.appendleft(self._writing)  # not begun
                self._writing, self._rest = None, b""
        except OSError:
            if self._rest and len(self._rest) == self._size:
                self._writing = None
            self._broken = True
            self._controls.clear()
        if not only_controls and not self._over:
            self._take_frames()

    def _next(self, only_controls):
        """Makes the next bytes ready; whether there are any."""
        self._writing = None
        if self._controls:
            line = self._controls.popleft()
        elif self._messages and not only_controls:
            self._writing = self._messages.popleft()
            line = self._writing.line
        else:
            if self._ending and not only_controls:
                self._broken = True
                self._sock.shutdown(1)
            return False
        self._rest = memoryview(line + b"\n")
        self._size = len(self._rest)
        return True

    def _update(self):
        """Waits for what can be done."""
        if self._over:
            return
        reading = self._may_read() and not self._ended
        if reading and not self._reading_now:
            self.heard = time.monotonic()  # time in which we did not read is not the peer's silence
        self._reading_now = reading
        writing = not self._broken and bool(self._rest or self._controls or self._messages or self._ending)
        self._loop.watch(self._sock, READ * reading | WRITE * writing, self._happened)

    # Keep-alive

    def keep_alive(self, ping_interval, silence_limit, ping, silent):
        """Pings in each interval; calls silent where nothing was heard for the limit (HF-21)."""

        def tick():
            if time.monotonic() - self.heard >= silence_limit:
                silent()
            else:
                ping()
                arm()

        def arm():
            until_silence = self.heard + silence_limit - time.monotonic()
            self._ticking = self._loop.after(min(ping_interval, until_silence), tick)

        arm()

    def end_keep_alive(self):
        if self._ticking:
            self._ticking.cancel()
