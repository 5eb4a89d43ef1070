package dev.handfast.cli.trace;

import dev.handfast.Role;
import dev.handfast.cli.json.JsonLines;
import dev.handfast.trace.TraceEntry;
import tools.jackson.core.JsonGenerator;

/// The time-line as JSON objects, one a line: what an entry says, and what only the trace shows.
final class TraceJson {
  private final JsonLines lines;
  private final TraceView.Frames frames;
  private final Timeline timeline = new Timeline();

  TraceJson(JsonLines lines, TraceView.Frames frames) {
    this.lines = lines;
    this.frames = frames;
  }

  /// Tells one entry.
  void tell(TraceEntry entry) {
    Timeline.Place place = timeline.next(entry);
    lines.event(
        entry.event(),
        to -> {
          to.writeNumberProperty("seconds", place.seconds());
          to.writeStringProperty("role", entry.role());
          to.writeStringProperty("connection", entry.connection());
          place.worker().ifPresent(childId -> to.writeStringProperty("childId", childId));
          to.writeStringProperty("state", entry.state());
          entry.frame().ifPresent(frame -> frame(entry, frame, to));
          entry.outcome().ifPresent(outcome -> to.writeStringProperty("outcome", outcome));
          entry.message().ifPresent(message -> to.writeStringProperty("message", message));
          entry.detail().ifPresent(detail -> to.writeStringProperty("detail", detail));
        });
  }

  private void frame(TraceEntry entry, String frame, JsonGenerator to) {
    boolean workerSaw = entry.role().equals(Role.WORKER.spelling());
    boolean left = entry.event().equals("sent");
    Role goal = workerSaw == left ? Role.ORCHESTRATOR : Role.WORKER;
    to.writeStringProperty("to", goal.spelling());
    ShortFrame.type(frame).ifPresent(type -> to.writeStringProperty("type", type));
    switch (frames) {
      case SHORT -> to.writeStringProperty("summary", ShortFrame.of(frame));
      case WHOLE -> to.writeStringProperty("frame", frame);
    }
  }
}
