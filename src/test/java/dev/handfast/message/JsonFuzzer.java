package dev.handfast.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What Jazzer calls in `-Pdeep`, with lines that it makes so that they reach more and more of the
/// readers: each is read from its bytes as Jackson reads it, unless it has a fault or a rare form,
/// and nothing is thrown.
public final class JsonFuzzer {
  private JsonFuzzer() {}

  /// Runs Jazzer in a process of its own, whose words go to a file: here come its numbers, and
  /// where it fails the reason.
  ///
  /// @param arguments a folder for the file, then what `java` gets
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path log = Files.createDirectories(Path.of(arguments[0])).resolve("log.txt");
    List<String> command = new ArrayList<>(List.of(arguments));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(1, List.of("-cp", System.getProperty("java.class.path")));
    Process jazzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = jazzer.waitFor();
    new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> code == 0 ? line.startsWith("stat::") : !line.startsWith("INFO: "))
        .forEach(System.out::println);
    System.exit(code);
  }

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
