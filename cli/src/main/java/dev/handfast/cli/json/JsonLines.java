package dev.handfast.cli.json;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
    return escaped(line.toString());
  }

  /// Compact JSON has such characters only inside of strings, where an escape means the same.
  private static String escaped(String json) {
    if (json.codePoints().allMatch(JsonLines::isHarmless)) {
      return json;
    }
    var escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                escaped.appendCodePoint(point);
              } else {
                for (char unit : Character.toChars(point)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
