package dev.handfast.conformance.conform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Bytes as text, and text for people.
final class Text {
  /// 300 characters of a frame say which one it is.
  private static final int MOST = 300;

  private Text() {}

  /// Each byte as the character of its number.
  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The text that the bytes are in UTF-8; nothing where they are none.
  static Optional<String> utf8(String latin1) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
              .toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /// A line, as far as a person wants to see it.
  static String shortened(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }
}
