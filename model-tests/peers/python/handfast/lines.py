"""Section 2 of PROTOCOL.md: cuts a stream of bytes at line feeds, before any decoding (HF-18)."""

from .fault import fault
from .frames import Violation


class LineReader:
    def __init__(self):
        self._buffer = bytearray()
        self._looked_at = 0  # so many bytes hold no line feed

    def push(self, chunk):
        if fault("a-line-per-chunk"):
            chunk = chunk.replace(b"\n", b" ") + b"\n"
        self._buffer += chunk

    def next(self, limit):
        """The next line without its end, None where there is none yet; raises a Violation for one over the limit or not in UTF-8."""
        while (end := self._buffer.find(b"\n", self._looked_at)) >= 0:
            line = bytes(self._buffer[:end]).removesuffix(b"\r")
            del self._buffer[: end + 1]
            self._looked_at = 0
            self._check(len(line), limit)
            if not line.strip(b" \t\r"):
                continue
            try:
                return line.decode(errors="replace" if fault("replaces-bad-utf8") else "strict")
            except UnicodeDecodeError:
                raise Violation("invalid_utf8", "the line is not UTF-8") from None
        self._looked_at = len(self._buffer)
        self._check(self._looked_at - self._buffer.endswith(b"\r"), limit)  # a carriage return may belong to the line's end
        return None

    def _check(self, size, limit):
        if size > limit:
            raise Violation("frame_too_long", f"the line is longer than {limit} bytes")
