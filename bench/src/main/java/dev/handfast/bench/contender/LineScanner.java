package dev.handfast.bench.contender;

import dev.handfast.frame.Words;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Finds raw frames in a stream, however it is cut, without keeping any.
final class LineScanner {
  /// 64 KiB, as much as the library reads at a time, and as large batches have in a write.
  static final int CHUNK = 64 << 10;

  private static final long EACH_NEWLINE = Words.each('\n');
  private static final long EACH_SEVEN_BITS = ~Words.EACH_TOP_BIT;

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

  /// How many frames end in a chunk; takes all of it.
  ///
  /// @param room for a copy: the compilers make more of loops over arrays than over direct buffers
  static long count(ByteBuffer chunk, byte[] room) {
    int end = chunk.remaining();
    chunk.get(room, 0, end);
    return count(room, end);
  }

  private static long count(byte[] bytes, int end) {
    int at = 0;
    long count = 0;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      count += Long.bitCount(zeros(Words.at(bytes, at) ^ EACH_NEWLINE));
    }
    for (; at < end; at++) {
      count += bytes[at] == '\n' ? 1 : 0;
    }
    return count;
  }

  /// Marks each byte that is 0, and no other.
  private static long zeros(long word) {
    return ~(((word & EACH_SEVEN_BITS) + EACH_SEVEN_BITS) | word | EACH_SEVEN_BITS);
  }

  /// A chunk to read into.
  static ByteBuffer chunk() {
    return ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
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
