package dev.handfast.cli.demo;

import dev.handfast.cli.screen.Paint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The workers' states at this moment, as a table at the bottom of a terminal.
final class StateTable {
  private final Paint paint;
  private final List<String> cast;
  private final Map<String, Moment> latest = new LinkedHashMap<>();
  private int drawn;

  StateTable(Paint paint, List<String> cast) {
    this.paint = paint;
    this.cast = cast;
  }

  void update(Moment moment) {
    latest.put(moment.worker(), moment);
  }

  /// Takes away what was drawn last: up so many lines, then clear to the end of the screen.
  String erase() {
    return drawn == 0 ? "" : "\u001b[" + drawn + "A\u001b[J";
  }

  /// The table, to be printed at the start of a line.
  String draw() {
    var text = new StringBuilder();
    text.append(paint.dim("─".repeat(60))).append('\n');
    cast.forEach(worker -> text.append(row(worker)).append('\n'));
    drawn = cast.size() + 1;
    return text.toString();
  }

  private String row(String worker) {
    String name = paint.worker(cast.indexOf(worker), "%-5s".formatted(worker));
    Moment moment = latest.get(worker);
    if (moment == null) {
      return "         " + name + " " + paint.dim("starting");
    }
    String state = paint.state(moment.state(), "%-13s".formatted(moment.state()));
    return "         %s %s sends returned %3d   arrived %3d"
        .formatted(name, state, moment.accepted(), moment.arrived());
  }
}
