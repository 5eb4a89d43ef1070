package dev.handfast.cli.work;

import dev.handfast.cli.json.JsonLines;
import dev.handfast.message.Json;
import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Tells a program on standard output what happens, one JSON object a line; any thread may tell.
@FunctionalInterface
interface Events {
  /// Tells one event.
  ///
  /// @param event its name, in snake_case
  /// @param fields what belongs to it
  void tell(String event, Map<String, ?> fields);

  /// Tells nobody.
  static Events none() {
    return (event, fields) -> {};
  }

  /// Writes lines.
  static Events lines(PrintWriter out) {
    var lines = new JsonLines(out);
    return (event, fields) -> {
      var _ = lines.event(event, to -> fields.forEach((name, value) -> write(to, name, value)));
    };
  }

  private static void write(JsonGenerator to, String name, Object value) {
    to.writeName(name);
    to.writeRawValue(Json.of(value).text());
  }
}
