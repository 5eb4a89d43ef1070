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

  /// Whether a leniently decoded text may hide a fault; the text of most lines shows at once that
  /// it does not, because a fault always leaves a replacement character behind.
  static boolean doubtful(String decoded) {
    return decoded.indexOf(REPLACEMENT) >= 0;
  }

  /// The offset of the first byte that starts no valid character, or [#VALID].
  static int firstFault(byte[] bytes, int from, int length) {
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
