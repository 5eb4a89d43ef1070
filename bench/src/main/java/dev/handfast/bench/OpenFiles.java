package dev.handfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// How many files a process may have open, connections included.
final class OpenFiles {
  private static final String NAME = "Max open files";

  private OpenFiles() {}

  /// The limit of this process, which its children inherit.
  static long limit() throws IOException {
    try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
      String soft =
          limits
              .filter(line -> line.startsWith(NAME))
              .map(line -> line.substring(NAME.length()).strip().replaceFirst("\\s.*", ""))
              .findFirst()
              .orElseThrow(() -> new IOException("the system tells no limit of open files"));
      return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
    }
  }
}
