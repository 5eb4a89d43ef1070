package dev.handfast.conformance.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws arrows between lanes, a line each, at most 100 columns wide for a client.
final class Drawing {
  /// 5 columns for the numbers of steps.
  private static final int MARGIN = 5;

  /// 36 columns hold `peer says ACCEPT CONTEXT PING CANCEL`.
  private static final int WIDE = 38;

  /// 12 columns between the connections of a server.
  private static final int NARROW = 12;

  private final List<String> lanes;

  Drawing(List<String> lanes) {
    this.lanes = lanes;
  }

  String of(List<Diagram.Arrow> arrows) {
    var lines = new ArrayList<String>();
    lines.add(head());
    arrows.forEach(arrow -> lines.add(line(arrow)));
    return String.join("\n", lines);
  }

  private String head() {
    var line = new StringBuilder();
    for (int i = 0; i < lanes.size(); i++) {
      pad(line, column(i));
      line.append(lanes.get(i)).append(' ');
    }
    return line.toString().stripTrailing();
  }

  private String line(Diagram.Arrow arrow) {
    var line =
        new StringBuilder(arrow.step() > 0 ? String.format(Locale.ROOT, "%3d.", arrow.step()) : "");
    for (int i = 0; i < lanes.size(); i++) {
      pad(line, column(i));
      line.append('│');
    }
    if (arrow.isNote()) {
      write(line, column(lanes.indexOf(arrow.from())) + 2, "· " + arrow.what());
    } else {
      draw(line, arrow);
    }
    return line.toString().stripTrailing();
  }

  private void draw(StringBuilder line, Diagram.Arrow arrow) {
    int from = column(lanes.indexOf(arrow.from()));
    int to = column(lanes.indexOf(arrow.to()));
    int left = Math.min(from, to) + 1;
    int room = Math.abs(from - to) - 1;
    String what = arrow.what();
    if (what.length() > room - 4) {
      what = what.substring(0, room - 5) + "…";
    }
    String shaft = "─ " + what + " " + "─".repeat(room - 4 - what.length());
    write(line, left, from < to ? shaft + "▶" : "◀" + shaft);
  }

  private static void write(StringBuilder line, int at, String what) {
    pad(line, at + what.length());
    line.replace(at, at + what.length(), what);
  }

  private static void pad(StringBuilder line, int to) {
    line.append(" ".repeat(Math.max(0, to - line.length())));
  }

  private int column(int lane) {
    return MARGIN + Math.min(lane, 2) * WIDE + Math.max(0, lane - 2) * NARROW;
  }
}
