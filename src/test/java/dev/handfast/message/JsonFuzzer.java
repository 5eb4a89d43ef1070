package dev.handfast.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Jazzer calls in `-Pdeep`, with lines that it makes so that they reach more and more of the
/// readers: each is read from its bytes as Jackson reads it, and nothing is thrown.
public final class JsonFuzzer {
  private JsonFuzzer() {}

  /// Writes the lines to begin with into the folder `fuzz.seeds`: those of `spec/vectors`.
  public static void fuzzerInitialize() throws IOException {
    Path seeds = Path.of(System.getProperty("fuzz.seeds"));
    Files.createDirectories(seeds);
    int number = 0;
    for (String file : Vectors.LINES) {
      for (Vectors.Vector vector : Vectors.of(file)) {
        Files.writeString(seeds.resolve("vector-" + number++), vector.frame());
      }
    }
  }

  /// Tries one line; bytes that are no UTF-8 are none.
  public static void fuzzerTestOneInput(byte[] line) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException noText) {
      return;
    }
    Readings.assertSame(text);
  }
}
