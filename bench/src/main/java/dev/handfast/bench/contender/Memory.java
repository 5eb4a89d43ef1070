package dev.handfast.bench.contender;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/// What this process holds, in bytes.
final class Memory {
  private static final int PAGE = 4096;

  /// A line of the JVM's histogram: rank, objects, bytes, and the class of these objects.
  private static final Pattern CLASS =
      Pattern.compile("^ *\\d+: +\\d+ +(?<bytes>\\d+) +(?<name>\\S+)", Pattern.MULTILINE);

  /// With these the collector fills gaps that are too small for its lists: nobody holds them.
  private static final String FILLER = "jdk.internal.vm.Filler";

  private Memory() {}

  /// The objects that are reachable after a full collection.
  ///
  /// Not the heap that is in use then: that has gaps, and as many as chance wants.
  static long heap() {
    return CLASS
        .matcher(histogram())
        .results()
        .filter(line -> !line.group("name").contains(FILLER))
        .mapToLong(Memory::bytes)
        .sum();
  }

  private static long bytes(MatchResult line) {
    return Long.parseLong(line.group("bytes"));
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException failure) {
      throw new IllegalStateException("this JVM tells nothing about its objects", failure);
    }
  }

  /// All direct buffers; as they are allowed to use `Unsafe`, Netty's allocators make theirs of
  /// these, too.
  static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
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
