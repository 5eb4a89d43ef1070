package dev.handfast.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Everything that the library logs from a level on, as its reader would see it.
final class LogLines extends Handler implements AutoCloseable {
  private final Logger library = Logger.getLogger("dev.handfast");
  private final Level before = library.getLevel();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private final Runnable atEach;

  private LogLines(Level from, Runnable atEach) {
    this.atEach = atEach;
    library.setLevel(from);
    library.addHandler(this);
    library.setUseParentHandlers(false);
  }

  static LogLines from(Level level) {
    return from(level, () -> {});
  }

  /// @param atEach what else the handler does at each line
  static LogLines from(Level level, Runnable atEach) {
    return new LogLines(level, atEach);
  }

  /// Each line: the level, the sentence, and the whole stack of what was thrown.
  List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    var text = new StringWriter();
    text.append(record.getLevel().getName()).append(' ');
    text.append(new SimpleFormatter().formatMessage(record));
    if (record.getThrown() != null) {
      record.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    lines.add(text.toString());
    atEach.run();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    library.removeHandler(this);
    library.setUseParentHandlers(true);
    library.setLevel(before);
  }
}
