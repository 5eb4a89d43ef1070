package dev.handfast.frame;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Finds the byte that ends a line, eight bytes at a time.
final class Newlines {
  static final int NONE = -1;

  /// Reads eight bytes of an array as one word.
  static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  private static final long EACH_NEWLINE = 0x0A0A_0A0A_0A0A_0A0AL;
  private static final long EACH_ONE = 0x0101_0101_0101_0101L;
  private static final long EACH_TOP_BIT = 0x8080_8080_8080_8080L;

  private Newlines() {}

  /// The index of the first newline in `bytes` from `from` (inclusive) to `to` (exclusive).
  static int indexOf(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      // A byte that equals the newline becomes zero; only a zero byte borrows into its top bit
      // first, counted from the low end, which is the byte that stands first in memory.
      long zeroed = (long) WORDS.get(bytes, at) ^ EACH_NEWLINE;
      long found = (zeroed - EACH_ONE) & ~zeroed & EACH_TOP_BIT;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return NONE;
  }
}
