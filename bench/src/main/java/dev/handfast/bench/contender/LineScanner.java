package dev.handfast.bench.contender;

import dev.handfast.frame.Words;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Finds raw frames in a stream, however it is cut, without keeping any.
final class LineScanner {
  private static final long EACH_NEWLINE = Words.each('\n');

  private long length;
  private byte type;

  /// Hears of each frame that has ended.
  @FunctionalInterface
  interface Listener {
    /// A frame has ended.
    ///
    /// @param type the first letter of the frame's type
    void frame(byte type) throws Exception;
  }

  /// Takes all of a chunk that is in little-endian order.
  void take(ByteBuffer chunk, Listener listener) throws Exception {
    int at = chunk.position();
    int end = chunk.limit();
    while (at < end) {
      int newline = newline(chunk, at, end);
      if (length <= Frames.TYPE_AT && length + (newline - at) > Frames.TYPE_AT) {
        type = chunk.get(at + Frames.TYPE_AT - (int) length);
      }
      length += newline - at;
      if (newline < end) {
        listener.frame(type);
        length = 0;
        type = 0;
      }
      at = newline + 1;
    }
    chunk.position(end);
  }

  /// A chunk to read into.
  static ByteBuffer chunk() {
    return ByteBuffer.allocateDirect(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Four words at a time up to those that have one, and from there word by word.
  private static int newline(ByteBuffer chunk, int from, int end) {
    int at = from;
    while (at <= end - 4 * Long.BYTES
        && (marks(chunk, at)
                | marks(chunk, at + Long.BYTES)
                | marks(chunk, at + 2 * Long.BYTES)
                | marks(chunk, at + 3 * Long.BYTES))
            == 0) {
      at += 4 * Long.BYTES;
    }
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long found = marks(chunk, at);
      if (found != 0) {
        return at + Words.first(found);
      }
    }
    while (at < end && chunk.get(at) != '\n') {
      at++;
    }
    return at;
  }

  /// Marks the newlines among eight bytes; the first mark is right.
  private static long marks(ByteBuffer chunk, int at) {
    return Words.below(chunk.getLong(at) ^ EACH_NEWLINE, 1);
  }
}
