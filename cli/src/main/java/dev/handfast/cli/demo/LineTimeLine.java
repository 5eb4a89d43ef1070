package dev.handfast.cli.demo;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// The time-line as lines of text; on a terminal with a table of the workers' states below them,
/// drawn again with each line.
final class LineTimeLine implements TimeLine {
  /// 16 rows: a taller table may not fit on the terminal, and then cannot be drawn again.
  private static final int MOST_ROWS = 16;

  private final PrintWriter out;
  private final Paint paint;
  private final Screen.Mode mode;
  private final LongSupplier nanos;
  private StateTable table = new StateTable(Paint.PLAIN, List.of());
  private List<String> cast = List.of();
  private long start;

  /// @param nanos a clock that never goes back
  LineTimeLine(Screen screen, LongSupplier nanos) {
    this.out = screen.out();
    this.paint = screen.paint();
    this.mode = screen.mode();
    this.nanos = nanos;
  }

  @Override
  public void begin(String act, String title, List<String> workers) {
    start = nanos.getAsLong();
    cast = workers;
    table = new StateTable(paint, workers);
    out.println(paint.bold(title));
    out.println();
    if (live()) {
      out.print(table.draw());
    }
    out.flush();
  }

  @Override
  public void show(Moment moment) {
    table.update(moment);
    if (live()) {
      out.print(table.erase());
    }
    if (moment.what() != Moment.What.TALLY) {
      out.println(line(moment));
    }
    if (live()) {
      out.print(table.draw());
    }
    out.flush();
  }

  private boolean live() {
    return mode == Screen.Mode.LIVE && cast.size() <= MOST_ROWS;
  }

  @Override
  public void end() {
    if (!cast.isEmpty()) {
      out.println();
      out.flush();
    }
    cast = List.of();
    table = new StateTable(paint, cast);
  }

  private String line(Moment moment) {
    double seconds = (nanos.getAsLong() - start) / 1e9;
    String worker = paint.worker(cast.indexOf(moment.worker()), "%-5s".formatted(moment.worker()));
    String state = paint.state(moment.state(), "%-13s".formatted(moment.state()));
    String time = String.format(Locale.ROOT, "%7.3f ", seconds);
    return paint.dim(time) + " " + worker + " " + state + " " + text(moment);
  }

  private String text(Moment moment) {
    return switch (moment.what()) {
      case TALLY, SENT, ARRIVED -> moment.text();
      case STATE -> paint.dim(moment.text());
      case ORDER -> paint.bold(moment.text());
      case REFUSED, OUTCOME -> paint.bad(moment.text());
    };
  }
}
