package dev.handfast.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.Fault;
import java.util.Arrays;

/// What one pull from a [FrameDecoder] gave.
public sealed interface Decoded {

  /// One whole line without its ending, which is valid UTF-8 and not blank; it never changes.
  final class Line implements Decoded {
    private final byte[] utf8;

    /// Takes the array over.
    Line(byte[] utf8) {
      this.utf8 = utf8;
    }

    /// The bytes themselves, for reading only.
    public byte[] utf8() {
      return utf8;
    }

    /// The number of bytes: what the limit counts.
    public int length() {
      return utf8.length;
    }

    /// The line as text, made at each call.
    public String text() {
      return new String(utf8, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Line that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /// The bytes so far hold no further line; feed more.
  record NeedMore() implements Decoded {}

  /// The stream is broken for good: no later byte of it can be trusted (HF-17).
  ///
  /// @param fault the same at every further pull
  record Malformed(Fault fault) implements Decoded {}
}
