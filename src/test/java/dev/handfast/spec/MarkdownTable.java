package dev.handfast.spec;

import java.util.List;

/// A table of the text that stands between `<!-- table:NAME -->` and `<!-- /table -->`.
///
/// @param header the cells of the first row
/// @param rows the cells of all others, without the row of dashes
record MarkdownTable(List<String> header, List<List<String>> rows) {
  static MarkdownTable named(String name, String text) {
    String start = "<!-- table:%s -->".formatted(name);
    int from = text.indexOf(start);
    if (from < 0) {
      throw new IllegalArgumentException("no " + start);
    }
    String body = text.substring(from + start.length(), text.indexOf("<!-- /table -->", from));
    List<List<String>> lines = body.strip().lines().map(MarkdownTable::cells).toList();
    return new MarkdownTable(lines.getFirst(), lines.subList(2, lines.size()));
  }

  private static List<String> cells(String line) {
    List<String> parts = List.of(line.strip().split("\\|", -1));
    return parts.subList(1, parts.size() - 1).stream()
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }
}
