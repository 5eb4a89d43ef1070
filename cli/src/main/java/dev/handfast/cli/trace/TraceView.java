package dev.handfast.cli.trace;

import dev.handfast.Role;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.trace.TraceEntry;
import java.util.Locale;

/// Entries of a trace as lines of a time-line.
///
/// The worker is on the left, the orchestrator on the right: `→` is a frame to the orchestrator,
/// `←` one to the worker, whichever side wrote the entry.
public final class TraceView {
  /// 100 columns: what fits beside an editor.
  private static final int WIDTH = 100;

  private final Paint paint;
  private final Frames frames;
  private final Timeline timeline = new Timeline();

  /// A view of one trace.
  public TraceView(Paint paint, Frames frames) {
    this.paint = paint;
    this.frames = frames;
  }

  /// How much of a frame is shown.
  public enum Frames {
    /// What a person looks for, in lines of 100 characters at most.
    SHORT,
    /// Every character of it.
    WHOLE
  }

  /// One line.
  public String line(TraceEntry entry) {
    Timeline.Place place = timeline.next(entry);
    String before =
        String.format(Locale.ROOT, "%10.6f %-12s ", place.seconds(), Visible.of(entry.role()));
    String connection = "%-10s".formatted(Visible.of(name(entry, place)));
    String state = "%-17s".formatted(Visible.of(entry.state()));
    int room = WIDTH - before.length() - connection.length() - state.length() - 2;
    return "%s%s %s %s"
        .formatted(
            paint.dim(before),
            paint.bold(connection),
            paint.state(entry.state(), state),
            coloured(entry, fit(Visible.of(what(entry)), room)));
  }

  /// The connection's name, with the worker's once a frame has told it.
  private static String name(TraceEntry entry, Timeline.Place place) {
    String connection = entry.connection();
    return isWorkers(entry)
        ? connection
        : place.worker().map(worker -> connection + " " + worker).orElse(connection);
  }

  private String what(TraceEntry entry) {
    String detail = entry.detail().orElse("");
    return switch (entry.event()) {
      case "sent" -> (isWorkers(entry) ? "→" : "←") + " sent " + frame(entry);
      case "received" -> (isWorkers(entry) ? "←" : "→") + " got  " + frame(entry);
      case "outcome" ->
          "  %s: %s %s"
              .formatted(entry.outcome().orElse("?"), entry.message().orElse("message"), detail)
              .stripTrailing();
      case "state" -> "  " + detail;
      default -> "  " + entry.event() + " " + detail;
    };
  }

  private String frame(TraceEntry entry) {
    String frame = entry.frame().orElse("");
    return switch (frames) {
      case SHORT -> ShortFrame.of(frame);
      case WHOLE -> frame;
    };
  }

  private String fit(String text, int room) {
    return switch (frames) {
      case SHORT -> text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "…";
      case WHOLE -> text;
    };
  }

  private String coloured(TraceEntry entry, String what) {
    return switch (entry.event()) {
      case "state" -> paint.bold(what);
      case "violation", "refused", "dropped" -> paint.bad(what);
      case "outcome" ->
          entry.outcome().filter("written"::equals).isPresent() ? paint.dim(what) : paint.bad(what);
      default -> what;
    };
  }

  private static boolean isWorkers(TraceEntry entry) {
    return entry.role().equals(Role.WORKER.spelling());
  }
}
