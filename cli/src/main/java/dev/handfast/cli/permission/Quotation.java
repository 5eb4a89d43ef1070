package dev.handfast.cli.permission;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.message.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Somebody else's text as lines of a terminal that cannot be taken for ours.
///
/// Each line has a bar in front of it, nothing in it steers the terminal, and it is cut here rather
/// than by the terminal, so that no part of it ever stands at a line's beginning.
final class Quotation {
  private static final String BAR = "  │ ";

  /// 80 columns: what the narrowest usual terminal has.
  private static final int COLUMNS = 80;

  private Quotation() {}

  /// A text.
  ///
  /// @param most how many lines; with more, the middle is left out and that is said
  static List<String> of(String text, int most) {
    return shortened(quoted(text), most);
  }

  /// A value: each field of an object by its name, text as it is, the rest as JSON.
  static List<String> of(Json value, int most) {
    return shortened(quoted(text(value)), most);
  }

  /// A change: lines that come and go in their colours.
  static List<String> diff(Json value, int most, Paint paint) {
    return shortened(
        quoted(text(value)).stream().map(line -> colour(line, paint).apply(line)).toList(), most);
  }

  private static UnaryOperator<String> colour(String line, Paint paint) {
    return line.startsWith(BAR + "+")
        ? paint::good
        : line.startsWith(BAR + "-") ? paint::bad : UnaryOperator.identity();
  }

  private static String text(Json value) {
    Object plain = value.as(Object.class);
    if (plain instanceof String text) {
      return text;
    }
    if (!(plain instanceof Map<?, ?> fields)) {
      return value.text();
    }
    var lines = new ArrayList<String>();
    fields.forEach(
        (name, field) -> {
          if (field instanceof String text) {
            lines.add(text.contains("\n") ? name + ":\n" + text : name + ": " + text);
          } else {
            lines.add(name + ": " + (field == null ? "null" : Json.of(field).text()));
          }
        });
    return String.join("\n", lines);
  }

  private static List<String> quoted(String text) {
    var lines = new ArrayList<String>();
    for (String line : text.split("\n", -1)) {
      wrap(Visible.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line), lines);
    }
    return lines;
  }

  private static void wrap(String line, List<String> lines) {
    var row = new StringBuilder(BAR);
    int width = BAR.length();
    for (int at = 0; at < line.length(); ) {
      int point = line.codePointAt(at);
      at += Character.charCount(point);
      if (width + columns(point) > COLUMNS - 1) {
        lines.add(row.toString());
        row = new StringBuilder(BAR);
        width = BAR.length();
      }
      row.appendCodePoint(point);
      width += columns(point);
    }
    lines.add(row.toString());
  }

  /// A terminal's own tables differ; too wide a guess only ends a line early.
  private static int columns(int point) {
    return point < 0x1100 ? 1 : 2;
  }

  private static List<String> shortened(List<String> lines, int most) {
    if (lines.size() <= most) {
      return lines;
    }
    int head = most / 2;
    int tail = most - head - 1;
    var some = new ArrayList<>(lines.subList(0, head));
    some.add("  … %d lines left out: s shows all".formatted(lines.size() - head - tail));
    some.addAll(lines.subList(lines.size() - tail, lines.size()));
    return some;
  }
}
