package dev.handfast.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonGenerator;

/// The time-line as one JSON object a line, for programs.
final class JsonTimeLine implements TimeLine {
  private final PrintWriter out;
  private final LongSupplier nanos;
  private String act = "";
  private long start;

  /// @param nanos a clock that never goes back
  JsonTimeLine(PrintWriter out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  @Override
  public void begin(String name, String title, List<String> cast) {
    act = name;
    start = nanos.getAsLong();
  }

  @Override
  public void show(Moment moment) {
    if (moment.what() != Moment.What.TALLY) {
      out.println(FlatJson.line(to -> write(moment, to)));
      out.flush();
    }
  }

  private void write(Moment moment, JsonGenerator to) {
    to.writeStringProperty("act", act);
    to.writeNumberProperty("nanos", nanos.getAsLong() - start);
    to.writeStringProperty("worker", moment.worker());
    to.writeStringProperty("state", moment.state());
    to.writeStringProperty("event", moment.what().name().toLowerCase(Locale.ROOT));
    to.writeStringProperty("text", moment.text());
  }

  /// Nothing to do: the line with the sums follows.
  @Override
  public void end() {}
}
