package dev.handfast.bench.contender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

/// What this process holds, in bytes.
final class Memory {
  private static final int PAGE = 4096;

  private Memory() {}

  /// The heap that is in use after a full collection.
  static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  static long resident() throws IOException {
    try (var pages = new Scanner(Path.of("/proc/self/statm"), StandardCharsets.UTF_8)) {
      pages.nextLong(); // the size of its address space
      return pages.nextLong() * PAGE;
    }
  }

  static String json() throws IOException {
    return "{\"heap\":%d,\"rss\":%d}".formatted(heap(), resident());
  }
}
