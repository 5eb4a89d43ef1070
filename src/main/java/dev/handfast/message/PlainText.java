package dev.handfast.message;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Finds how far a JSON string is plain: may stand in it as it is, without an escape.
final class PlainText {
  /// Reads eight bytes of an array as one word.
  static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  private static final long EACH_ONE = 0x0101_0101_0101_0101L;
  private static final long EACH_TOP_BIT = 0x8080_8080_8080_8080L;

  private PlainText() {}

  /// The index of the first quotation mark, backslash or control character, or the array's length.
  static int end(byte[] utf8, int from) {
    int at = from;
    for (; at <= utf8.length - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORDS.get(utf8, at);
      // A borrow may mark a byte too many, but only above one that is rightly marked.
      long found =
          EACH_TOP_BIT
              & (below(word, ' ') | below(word ^ each('"'), 1) | below(word ^ each('\\'), 1));
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < utf8.length && plain(utf8[at])) {
      at++;
    }
    return at;
  }

  /// Whether a byte, which is negative outside of ASCII, or a character may stand as it is.
  static boolean plain(int character) {
    return (character < 0 || character >= ' ') && character != '"' && character != '\\';
  }

  /// Marks with the top bit each byte that is below a bound.
  private static long below(long word, int bound) {
    return (word - each(bound)) & ~word;
  }

  private static long each(int b) {
    return EACH_ONE * b;
  }
}
