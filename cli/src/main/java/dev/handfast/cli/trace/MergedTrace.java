package dev.handfast.cli.trace;

import dev.handfast.trace.TraceEntry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/// The wire traces of several processes as one, by time.
public final class MergedTrace {
  private MergedTrace() {}

  /// Writes all traces into one file; the lines of each stay in their order.
  public static void write(List<Path> traces, Path merged) throws IOException {
    Comparator<Queue<TraceEntry>> byNext = Comparator.comparing(queue -> queue.element().time());
    var sources = new PriorityQueue<>(byNext);
    for (Path trace : traces) {
      var entries = new ArrayDeque<>(entries(trace));
      if (!entries.isEmpty()) {
        sources.add(entries);
      }
    }
    try (BufferedWriter out = Files.newBufferedWriter(merged)) {
      for (Queue<TraceEntry> next; (next = sources.poll()) != null; ) {
        out.write(next.remove().json());
        out.write('\n');
        if (!next.isEmpty()) {
          sources.add(next);
        }
      }
    }
  }

  private static List<TraceEntry> entries(Path trace) throws IOException {
    var entries = new ArrayList<TraceEntry>();
    for (String line : Files.readAllLines(trace)) {
      entries.add(TraceEntry.parse(line));
    }
    return entries;
  }
}
