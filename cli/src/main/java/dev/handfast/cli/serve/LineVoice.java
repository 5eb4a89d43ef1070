package dev.handfast.cli.serve;

import dev.handfast.cli.permission.LinePrompt;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.message.ChildMessage;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Log;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.message.TaskResult;
import dev.handfast.server.StopReport;
import dev.handfast.server.Worker;

/// Tells a person: each happening is a line, or one for each line of a worker's text.
final class LineVoice implements Voice {
  private final LinePrompt terminal;
  private final Paint paint;

  LineVoice(LinePrompt terminal, Paint paint) {
    this.terminal = terminal;
    this.paint = paint;
  }

  @Override
  public boolean tell(Happening happening) {
    return switch (happening) {
      case Happening.Listening(var socket) ->
          terminal.print(
              paint.bold("listening on %s".formatted(Visible.of(socket.toString())))
                  + paint.dim("  (Ctrl-C stops)"));
      case Happening.Joined(Worker worker) ->
          line(worker, paint.good("joined"), worker.handshake().worker().task());
      case Happening.Left(Worker worker, var cause) ->
          line(worker, paint.bold("left"), cause.message());
      case Happening.Said(Worker worker, ChildMessage message) -> said(worker, message);
      case Happening.Ponged(Worker worker) -> line(worker, "pong", "");
      case Happening.Decided(Worker worker, PermissionRequest request, Decision decision) ->
          line(
              worker,
              decision.approves() ? paint.good("allowed") : paint.bad("not allowed"),
              request.confirmation().toolName() + ": " + words(decision));
      case Happening.NotAnswered(Worker worker, PermissionRequest request, var decision, var why) ->
          line(
              worker,
              paint.bad("was not told"),
              "%s: %s: %s"
                  .formatted(request.confirmation().toolName(), words(decision), why.getMessage()));
      case Happening.Violated violated when violated.worker().isPresent() ->
          true; // the line that it left has said it
      case Happening.Violated violated ->
          terminal.print(
              paint.bad("broke the protocol")
                  + " "
                  + Visible.of(violated.connection() + ": " + violated.violation().message()));
      case Happening.Refused(String connection, var childId, var cause) ->
          terminal.print(
              paint.bad("refused")
                  + " "
                  + Visible.of(childId.orElse(connection) + ": " + cause.message()));
      case Happening.LeftOut(long count) ->
          terminal.print(paint.bad("%d happenings were too many to tell".formatted(count)));
      case Happening.Obeyed _, Happening.Misread _, Happening.Listed _ ->
          throw new IllegalStateException("a person gives no orders: " + happening);
      case Happening.Stopped(StopReport report) -> stopped(report);
    };
  }

  private boolean said(Worker worker, ChildMessage message) {
    return switch (message) {
      case StatusUpdate update -> line(worker, "is", words(update.report()));
      case Log log -> log(worker, log);
      case TaskComplete complete -> complete(worker, complete.result());
      case TaskError error -> line(worker, paint.bad("failed"), error.error().message());
      case PermissionRequest _ -> true; // the question says it, or the decision
      case Handshake handshake -> line(worker, "shakes hands", handshake.childId());
    };
  }

  private boolean log(Worker worker, Log log) {
    boolean seen = true;
    for (String text : log.content().split("\n", -1)) {
      seen = line(worker, "│", text);
    }
    return seen;
  }

  private boolean complete(Worker worker, TaskResult result) {
    return line(
        worker,
        result.success() ? paint.good("done") : paint.bad("done without success"),
        "%s (%d commits, %d files, %.1f s)"
            .formatted(
                result.response(),
                result.commits(),
                result.filesChanged().size(),
                result.duration().toMillis() / 1000.0));
  }

  private boolean stopped(StopReport report) {
    long undelivered =
        report.sessions().stream().mapToLong(session -> session.undelivered().size()).sum();
    return terminal.print(
        paint.bold(
            "stopped: %d sessions ended, %d messages not delivered"
                .formatted(report.sessions().size(), undelivered)));
  }

  private boolean line(Worker worker, String verb, String text) {
    return terminal.print(
        "%s %s %s"
            .formatted(
                paint.worker(
                    Math.toIntExact(worker.epoch() % Integer.MAX_VALUE),
                    Visible.of(worker.childId())),
                verb,
                Visible.of(text))
            .stripTrailing());
  }

  private static String words(StatusReport report) {
    var words = new StringBuilder(report.status().wire());
    report.currentTool().ifPresent(tool -> words.append(' ').append(tool));
    report.progress().ifPresent(progress -> words.append(" %.0f %%".formatted(progress)));
    report.message().ifPresent(message -> words.append(": ").append(message));
    return words.toString();
  }

  private static String words(Decision decision) {
    return switch (decision) {
      case Decision.Approve _ -> "approve";
      case Decision.Deny _ -> "deny";
      case Decision.Abort _ -> "abort";
      case Decision.ApprovePattern(String pattern) -> "approve pattern " + pattern;
      case Decision.ApproveCategory(String category) -> "approve category " + category;
    };
  }
}
