package dev.handfast.conformance.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Writes what [FirstFailures] counted, as a table and as a plot.
final class FirstFailuresPage {
  private static final int LEFT = 190;
  private static final int DECADE = 110;
  private static final int ROW = 26;
  private static final List<String> COLOURS =
      List.of("#222222", "#d55e00", "#0072b2", "#009e73", "#cc79a7");

  private FirstFailuresPage() {}

  /// The columns: exhaustive, then the strategies.
  static List<String> columns() {
    var columns = new ArrayList<String>();
    columns.add("≤ 2 preemptions");
    for (Strategy strategy : Strategy.values()) {
      columns.add(strategy.name().toLowerCase(Locale.ROOT));
    }
    return columns;
  }

  static String table(List<FirstFailures> all) {
    String head = "| mutant | scenario | shows as | " + String.join(" | ", columns()) + " |\n";
    String line = "| --- | --- | --- |" + " ---: |".repeat(columns().size()) + "\n";
    return head + line + all.stream().map(FirstFailuresPage::row).collect(Collectors.joining());
  }

  private static String row(FirstFailures found) {
    return "| %s | %s | %s | %s |%n"
        .formatted(
            found.mutant().title(),
            found.mutant().where(),
            found.mutant().kind(),
            values(found).stream()
                .map(value -> value.isPresent() ? "" + value.getAsLong() : "–")
                .collect(Collectors.joining(" | ")));
  }

  private static List<OptionalLong> values(FirstFailures found) {
    var values = new ArrayList<OptionalLong>();
    values.add(OptionalLong.of(found.exhaustive()));
    values.addAll(found.drawn());
    return values;
  }

  /// One line for each mutant, one dot for each way to search; what was not found has none.
  static String plot(List<FirstFailures> all) {
    var svg = new StringBuilder();
    int height = ROW * (all.size() + 2);
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"680\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    for (int decade = 0; decade <= 4; decade++) {
      int x = LEFT + decade * DECADE;
      svg.append("<path d=\"M%d %d V%d\" stroke=\"#dddddd\"/>%n".formatted(x, ROW, height - ROW));
      text(svg, x - 4, height - 8, "#444444", "" + Math.round(Math.pow(10, decade)));
    }
    for (int i = 0; i < columns().size(); i++) {
      int x = i == 0 ? LEFT : LEFT + 45 + i * 85; // the first one's name is longer
      text(svg, x, 16, COLOURS.get(i), "● " + columns().get(i));
    }
    for (int row = 0; row < all.size(); row++) {
      int y = ROW * (row + 1) + ROW / 2;
      text(svg, 6, y + 4, "#222222", all.get(row).mutant().title());
      List<OptionalLong> values = values(all.get(row));
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i).isPresent()) {
          double x = LEFT + DECADE * Math.log10((double) values.get(i).getAsLong());
          svg.append(
              "<circle cx=\"%.0f\" cy=\"%d\" r=\"5\" fill=\"%s\" fill-opacity=\"0.8\"/>%n"
                  .formatted(x, y + 2 * i - 4, COLOURS.get(i)));
        }
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static void text(StringBuilder svg, int x, int y, String colour, String text) {
    svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n".formatted(x, y, colour, text));
  }
}
