package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import dev.handfast.conformance.story.Diagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws a sequence diagram as SVG, in the colours of the page around it.
final class SequenceView {
  /// 7.3 px: a column of the page's monospaced font at 12 px.
  private static final double COLUMN = 7.3;

  private static final int LINE = 15;
  private static final int MARGIN = 44;
  private static final int HEAD = 30;
  private static final int GAP = 12;

  /// 36 columns between two lanes hold what is said in most steps.
  private static final int WRAP = 36;

  private static final int NARROWEST = 120;

  private final Diagram diagram;
  private final int broken;
  private final Markup to;
  private final double[] lanes;
  private double y = HEAD;
  private double width;

  /// @param broken the step at which something showed; 0 where no single one
  SequenceView(Diagram diagram, int broken, Markup to) {
    this.diagram = diagram;
    this.broken = broken;
    this.to = to;
    lanes = lanes(diagram);
    width = lanes[lanes.length - 1] + NARROWEST / 2.0;
    for (Diagram.Arrow arrow : diagram.arrows()) {
      if (arrow.isNote()) {
        width = Math.max(width, at(arrow.from()) + columns(wrapped(arrow)) + 2 * GAP);
      }
    }
  }

  /// Between two neighbours there is room for whatever goes from one to the other.
  private static double[] lanes(Diagram diagram) {
    List<String> names = diagram.lanes();
    var lanes = new double[Math.max(1, names.size())];
    lanes[0] = MARGIN + NARROWEST / 2.0;
    for (int i = 1; i < lanes.length; i++) {
      double room = NARROWEST;
      for (Diagram.Arrow arrow : diagram.arrows()) {
        int from = names.indexOf(arrow.from());
        int to = names.indexOf(arrow.to());
        if (Math.max(from, to) == i && Math.min(from, to) == i - 1) {
          room = Math.max(room, columns(wrapped(arrow)) + 3 * GAP);
        }
      }
      lanes[i] = lanes[i - 1] + room;
    }
    return lanes;
  }

  private double at(String lane) {
    return lanes[Math.max(0, diagram.lanes().indexOf(lane))];
  }

  void write() {
    double height = HEAD + GAP;
    for (Diagram.Arrow arrow : diagram.arrows()) {
      height += height(arrow);
    }
    double whole = height;
    to.in(
        "svg.sequence",
        with(
            "viewBox", "0 0 %s %s".formatted(px(width), px(whole)),
            "width", px(width),
            "height", px(whole),
            "role", "img",
            "aria-label", "Sequence diagram: " + inWords()),
        () -> {
          for (int i = 0; i < diagram.lanes().size(); i++) {
            lane(diagram.lanes().get(i), lanes[i], whole);
          }
          diagram.arrows().forEach(this::arrow);
        });
  }

  /// For who does not see it.
  private String inWords() {
    return String.join(
        "; ",
        diagram.arrows().stream()
            .map(
                arrow ->
                    arrow.isNote()
                        ? "%s: %s".formatted(arrow.from(), arrow.what())
                        : "%s to %s: %s".formatted(arrow.from(), arrow.to(), arrow.what()))
            .toList());
  }

  private void lane(String name, double x, double height) {
    line("lane", x, HEAD - 6, x, height);
    text("head", "middle", x, 16, cut(name, 16));
  }

  private static double height(Diagram.Arrow arrow) {
    return wrapped(arrow).size() * (double) LINE + GAP;
  }

  private void arrow(Diagram.Arrow arrow) {
    double top = y;
    double height = height(arrow);
    boolean isBroken = arrow.step() > 0 && arrow.step() == broken;
    if (isBroken) {
      box("broken", 0, top + 3, width, height - 2);
    }
    if (arrow.step() > 0) {
      text("step", "start", 4, top + LINE + 2, (isBroken ? "✗" : "") + arrow.step());
    }
    if (arrow.isNote()) {
      note(arrow, top);
    } else {
      shaft(arrow, top);
    }
    y += height;
  }

  private void note(Diagram.Arrow arrow, double top) {
    List<String> words = wrapped(arrow);
    double x = at(arrow.from());
    box("note", x - 5, top + 4, columns(words) + 2 * GAP, words.size() * (double) LINE + 5);
    for (int i = 0; i < words.size(); i++) {
      text("said", "start", x + 4, top + (i + 1) * LINE + 2.0, words.get(i));
    }
  }

  private void shaft(Diagram.Arrow arrow, double top) {
    List<String> words = wrapped(arrow);
    double from = at(arrow.from());
    double end = at(arrow.to());
    for (int i = 0; i < words.size(); i++) {
      text("said", "middle", (from + end) / 2, top + (i + 1) * LINE, words.get(i));
    }
    double level = top + words.size() * LINE + 6.0;
    double back = from < end ? -7 : 7;
    line("shaft", from, level, end + back, level);
    to.empty(
        "path",
        with("class", "tip", "d", "M%s %sl%s -4v8z".formatted(px(end), px(level), px(back))));
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    to.empty(
        "path", with("class", kind, "d", "M%s %sL%s %s".formatted(px(x1), px(y1), px(x2), px(y2))));
  }

  private void box(String kind, double x, double top, double wide, double high) {
    to.empty(
        "rect",
        with(
            "class", kind,
            "x", px(x),
            "y", px(top),
            "width", px(wide),
            "height", px(high),
            "rx", "4"));
  }

  private void text(String kind, String anchor, double x, double base, String text) {
    to.leaf("text", with("class", kind, "text-anchor", anchor, "x", px(x), "y", px(base)), text);
  }

  private static String px(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static double columns(List<String> words) {
    return COLUMN * words.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String cut(String text, int most) {
    String line = Visible.line(text);
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  /// In lines of up to [#WRAP] signs, cut between words where there are any.
  private static List<String> wrapped(Diagram.Arrow arrow) {
    String left = Visible.line(arrow.what()).strip();
    var lines = new ArrayList<String>();
    while (left.length() > WRAP) {
      int space = left.lastIndexOf(' ', WRAP);
      int end = space > WRAP / 2 ? space : WRAP;
      if (Character.isHighSurrogate(left.charAt(end - 1))) {
        end--;
      }
      lines.add(left.substring(0, end));
      left = left.substring(end).strip();
    }
    lines.add(left);
    return lines;
  }
}
