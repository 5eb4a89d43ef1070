package dev.handfast.conformance.suite;

import java.nio.charset.StandardCharsets;

/// Bytes that crossed the socket in one piece.
///
/// @param from who wrote them: `subject`, or the name of the suite's connection
/// @param to who read them
/// @param text the bytes, each as the character of its number
public record Chunk(String from, String to, String text) {
  /// What the subject is called.
  public static final String SUBJECT = "subject";

  /// A piece.
  public static Chunk of(String from, String to, byte[] bytes) {
    return new Chunk(from, to, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /// The bytes.
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
