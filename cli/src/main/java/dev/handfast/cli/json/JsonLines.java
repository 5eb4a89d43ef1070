package dev.handfast.cli.json;

import dev.handfast.cli.screen.Visible;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes JSON objects, one a line: each in one piece, and flushed before the call returns.
///
/// Any thread may write; the lines are whole, in the order in which the calls got their turn. Needs
/// no object mapper, so a process that has little to say starts sooner.
public final class JsonLines {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final PrintWriter out;
  private final ReentrantLock lock = new ReentrantLock();

  /// @param out gets the lines
  public JsonLines(PrintWriter out) {
    this.out = out;
  }

  /// Writes one object.
  ///
  /// @param fields writes the object's fields; its braces are there already
  /// @return whether somebody still reads them: false once the output is closed or broken
  public boolean write(Consumer<JsonGenerator> fields) {
    String line = line(fields);
    lock.lock();
    try {
      out.print(line);
      out.print('\n');
      return !out.checkError(); // which flushes
    } finally {
      lock.unlock();
    }
  }

  /// Writes one object whose first field `event` says what happened.
  ///
  /// @param event a name in snake_case
  /// @param fields writes the other fields
  /// @return whether somebody still reads them
  public boolean event(String event, Consumer<JsonGenerator> fields) {
    return write(
        to -> {
          to.writeStringProperty("event", event);
          fields.accept(to);
        });
  }

  /// One object as a line without its end.
  ///
  /// Control and format characters are escaped, also those that JSON allows: a terminal that shows
  /// the line obeys none of them.
  public static String line(Consumer<JsonGenerator> fields) {
    var line = new StringWriter();
    try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      to.writeStartObject();
      fields.accept(to);
      to.writeEndObject();
    }
    return Visible.of(line.toString(), JsonLines::escape);
  }

  /// An escape, which in compact JSON can only stand inside of a string and means the same there.
  private static String escape(int point) {
    return Character.toString(point)
        .chars()
        .mapToObj("\\u%04x"::formatted)
        .collect(Collectors.joining());
  }
}
