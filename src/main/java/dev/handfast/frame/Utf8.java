package dev.handfast.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/// Strict UTF-8: what the JDK would replace is found, and nothing is replaced.
final class Utf8 {
  /// Says that the bytes are valid.
  static final int VALID = -1;

  private static final char REPLACEMENT = '\uFFFD';
  private static final int CHARS = 1024;

  private Utf8() {}

  /// The offset of the first byte that starts no valid character, or [#VALID].
  ///
  /// Most lines are ASCII, and most others decode leniently without a replacement character, which
  /// every fault leaves behind: only what is left is looked at character by character.
  static int firstFault(byte[] bytes, int from, int length) {
    return ascii(bytes, from, from + length)
            || new String(bytes, from, length, UTF_8).indexOf(REPLACEMENT) < 0
        ? VALID
        : search(bytes, from, length);
  }

  private static boolean ascii(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      if ((Words.at(bytes, at) & Words.EACH_TOP_BIT) != 0) {
        return false;
      }
    }
    int seen = 0;
    for (; at < to; at++) {
      seen |= bytes[at];
    }
    return seen >= 0;
  }

  private static int search(byte[] bytes, int from, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
    CharBuffer out = CharBuffer.allocate(CHARS);
    CharsetDecoder decoder = UTF_8.newDecoder();
    CoderResult result;
    do {
      result = decoder.decode(in, out.clear(), true);
    } while (result.isOverflow());
    return result.isError() ? in.position() - from : VALID;
  }
}
