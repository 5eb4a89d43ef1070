package dev.handfast.kill;

import dev.handfast.trace.TraceEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process wrote down before it died: each line is the system's as soon as it is written.
///
/// Lines that begin with `event` are the library's own, in their order; the process dies in the
/// very call that tells it of the chosen one.
final class Diary {
  private static final Pattern TYPE = Pattern.compile("\"type\":\"(\\w+)\"");
  private static final String EVENT = "event ";

  private final Path file;
  private final Point end;
  private final ReentrantLock lock = new ReentrantLock();
  private int seen;

  Diary(Path file, Point end) {
    this.file = file;
    this.end = end;
  }

  void note(String line) {
    lock.lock();
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      lock.unlock();
    }
  }

  /// Something happened that a process may die at.
  void event(String name) {
    lock.lock();
    try {
      note(EVENT + name);
      if (end.covers(name) && ++seen == end.number()) {
        Sigkill.me();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A line of the wire trace, which the library hands over as it happens.
  void trace(String line) {
    TraceEntry entry = TraceEntry.parse(line);
    event(
        switch (entry.event()) {
          case "sent", "received" -> entry.event() + " " + type(entry.frame().orElseThrow());
          case "outcome" ->
              entry.outcome().orElseThrow()
                  + " "
                  + entry.message().orElseThrow().replaceAll(" .*", "");
          case "state" -> "state " + entry.state();
          default -> entry.event();
        });
  }

  private static String type(String frame) {
    Matcher type = TYPE.matcher(frame);
    return type.find() ? type.group(1) : "nothing";
  }

  /// The lines of a diary that begin so, without that beginning.
  static List<String> lines(Path file, String beginning) {
    try {
      return Files.notExists(file)
          ? List.of()
          : Files.readAllLines(file).stream()
              .filter(line -> line.startsWith(beginning))
              .map(line -> line.substring(beginning.length()))
              .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<String> events(Path file) {
    return lines(file, EVENT);
  }
}
