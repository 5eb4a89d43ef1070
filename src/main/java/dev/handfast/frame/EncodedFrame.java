package dev.handfast.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of one frame as they go onto the wire, its final newline included; they never change.
public final class EncodedFrame {
  private final byte[] bytes;

  private EncodedFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies the bytes of one JSON text and adds the newline.
  ///
  /// @param json one JSON text in UTF-8, without any newline byte
  /// @throws IllegalArgumentException where a newline byte stands inside
  public static EncodedFrame of(byte[] json) {
    return of(json, json.length);
  }

  /// Copies the first bytes of an array, which are one JSON text, and adds the newline.
  ///
  /// @param json starts with one JSON text in UTF-8, without any newline byte
  /// @param length how many bytes of the array the text has
  /// @throws IllegalArgumentException where a newline byte stands inside
  public static EncodedFrame of(byte[] json, int length) {
    byte[] bytes = Arrays.copyOf(json, length + 1);
    bytes[length] = '\n';
    int newline = Newlines.indexOf(bytes, 0, length);
    if (newline != Newlines.NONE) {
      throw new IllegalArgumentException(
          "frame: got a newline at byte %d, wanted one line; escape it inside strings"
              .formatted(newline));
    }
    return new EncodedFrame(bytes);
  }

  /// Encodes one JSON text as UTF-8 and adds the newline.
  ///
  /// @throws IllegalArgumentException where a newline stands inside
  public static EncodedFrame ofText(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  /// The number of bytes on the wire, with the newline.
  public int length() {
    return bytes.length;
  }

  /// A fresh read-only view of all bytes, from the first to the newline.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /// The JSON text, without the newline.
  public String text() {
    return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedFrame that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}
