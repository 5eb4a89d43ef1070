package dev.handfast.frame;

import static dev.handfast.ViolationCode.FRAME_TOO_LONG;
import static dev.handfast.ViolationCode.INVALID_UTF8;

import dev.handfast.Fault;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Cuts a stream of bytes into lines; how the stream was cut into chunks makes no difference
/// (HF-18).
///
/// A line ends with `\n` or `\r\n`. A line of nothing but spaces, tabs and carriage returns is
/// blank and is skipped. Each byte is looked at once for its newline, however small the chunks are.
///
/// Feed a chunk, then pull until [Decoded.NeedMore]; then at most the limit and one chunk are held,
/// in an array of at most twice that size, which is given back when everything was pulled. One
/// thread at a time.
public final class FrameDecoder {
  /// What a connection keeps while nothing is pending: enough for a status update, so that frequent
  /// frames need no new array, and so little that pings make no idle connection larger.
  private static final int KEPT = 256;

  private static final byte[] NOTHING = {};
  private static final Decoded NEED_MORE = new Decoded.NeedMore();

  /// Finds the first newline of a range, or [Newlines#NONE]; a test counts with it what is
  /// examined.
  @FunctionalInterface
  interface Search {
    int newline(byte[] bytes, int from, int to);
  }

  private final Search search;
  private int limit;
  private byte[] held = NOTHING;
  private int start;
  private int scanned;
  private int end;
  private Decoded state = NEED_MORE;

  /// A decoder at the start of a stream.
  ///
  /// @param limit the largest number of bytes of a line, without its ending
  public FrameDecoder(int limit) {
    this(limit, Newlines::indexOf);
  }

  FrameDecoder(int limit, Search search) {
    this.limit = limit;
    this.search = search;
  }

  /// Changes the limit for every line that was not pulled yet, also for those already fed.
  ///
  /// @param limit the largest number of bytes of a line, without its ending
  public void limit(int limit) {
    this.limit = limit;
  }

  /// Takes all remaining bytes of a chunk; the chunk may be reused afterwards.
  ///
  /// After a fault they are dropped.
  public void feed(ByteBuffer chunk) {
    int size = chunk.remaining();
    if (state instanceof Decoded.Malformed) {
      chunk.position(chunk.limit());
      return;
    }
    makeRoomFor(size);
    chunk.get(held, end, size);
    end += size;
  }

  /// The next line, or why there is none.
  public Decoded next() {
    while (state instanceof Decoded.NeedMore) {
      int newline = search.newline(held, scanned, end);
      if (newline == Newlines.NONE) {
        scanned = end;
        // Said at once, not when the newline comes: it may never come.
        return contentEnd(end) - start > limit ? tooLong() : NEED_MORE;
      }
      int from = start;
      int length = contentEnd(newline) - from;
      start = newline + 1;
      scanned = start;
      if (length > limit) {
        return tooLong();
      }
      if (!blank(from, length)) {
        return line(from, length);
      }
      shrinkIfEmpty();
    }
    return state;
  }

  /// How many bytes of a line that has not ended yet are held.
  ///
  /// Exact after [#next] said [Decoded.NeedMore]; at the end of the stream they are the part of a
  /// frame that was cut off.
  public int pending() {
    return end - start;
  }

  private Decoded line(int from, int length) {
    int fault = Utf8.firstFault(held, from, length);
    if (fault != Utf8.VALID) {
      return broken(
          new Fault(
              INVALID_UTF8,
              "frame",
              "byte 0x%02x at offset %d".formatted(held[from + fault], fault),
              "valid UTF-8"));
    }
    byte[] line = Arrays.copyOfRange(held, from, from + length);
    shrinkIfEmpty();
    return new Decoded.Line(line);
  }

  private Decoded tooLong() {
    // No count of what came: it would depend on how the bytes were cut (HF-18).
    return broken(
        new Fault(
            FRAME_TOO_LONG,
            "frame",
            "more than %d bytes".formatted(limit),
            "at most %d bytes before the newline".formatted(limit)));
  }

  private Decoded broken(Fault fault) {
    state = new Decoded.Malformed(fault);
    start = end;
    shrinkIfEmpty();
    return state;
  }

  /// Where the content of a line ends: before a carriage return that stands last.
  private int contentEnd(int lineEnd) {
    return lineEnd > start && held[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
  }

  private boolean blank(int from, int length) {
    for (int at = from; at < from + length; at++) {
      byte b = held[at];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private void makeRoomFor(int size) {
    if (size <= held.length - end) {
      return;
    }
    int live = end - start;
    // Bytes are moved only over at least as many that were pulled, or into an array twice as
    // large: so all moves together cost no more than the stream is long.
    byte[] target =
        live <= start && live + size <= held.length
            ? held
            : new byte[Math.max(live + size, 2 * live)];
    System.arraycopy(held, start, target, 0, live);
    held = target;
    scanned -= start;
    start = 0;
    end = live;
  }

  private void shrinkIfEmpty() {
    if (start == end) {
      held = held.length > KEPT ? NOTHING : held;
      start = 0;
      scanned = 0;
      end = 0;
    }
  }

  @Override
  public String toString() {
    return "FrameDecoder[limit=%d, pending=%d]".formatted(limit, pending());
  }
}
