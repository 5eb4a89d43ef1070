package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.delegate.plan.TaskState;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.message.Decision;
import dev.handfast.message.Log;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import java.util.function.Consumer;

/// What happens as plain lines, for a file or a pipe: `ID: what`.
final class LineView implements View {
  private final Consumer<String> out;
  private final Paint paint;

  /// @param out prints a line; any thread
  LineView(Consumer<String> out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  @Override
  public void begun(Order order) {
    int tasks = order.tasks().size();
    out.accept(
        "%s, at most %d at once"
            .formatted(tasks == 1 ? "1 task" : tasks + " tasks", order.limits().places()));
  }

  @Override
  public void moved(String task, TaskState from, TaskState to) {
    if (to instanceof TaskState.Final(_, Outcome outcome)) {
      String reason = SummaryText.headline(outcome);
      print(task, outcome.word().replace('_', ' ') + (reason.isEmpty() ? "" : ": " + reason));
    } else if (!from.word().equals(to.word())) {
      print(task, to.word());
    }
  }

  @Override
  public void reported(String task, StatusUpdate update) {
    StatusReport report = update.report();
    var text = new StringBuilder(report.status().wire());
    report.currentTool().ifPresent(tool -> text.append(", ").append(tool));
    report.progress().ifPresent(progress -> text.append(", %.0f %%".formatted(progress)));
    report.message().ifPresent(message -> text.append(": ").append(message));
    print(task, text.toString());
  }

  @Override
  public void said(String task, Log log) {
    log.content().lines().forEach(line -> wrote(task, line));
  }

  @Override
  public void wrote(String task, String line) {
    out.accept(task + "| " + Visible.line(line));
  }

  @Override
  public void retried(String task, int attempt, Outcome.Failed failure) {
    print(
        task,
        "attempt %d failed, starting again: %s".formatted(attempt, SummaryText.headline(failure)));
  }

  @Override
  public void asked(String task, PermissionRequest request) {
    print(task, "asks to use " + request.confirmation().toolName());
  }

  @Override
  public void answered(String task, PermissionRequest request, Decision decision) {
    print(task, "is answered " + Answers.word(decision));
  }

  @Override
  public void noted(String note) {
    out.accept("handfast: " + Visible.of(note));
  }

  @Override
  public void finished(Summary summary) {
    SummaryText.lines(summary, paint).forEach(out);
  }

  @Override
  public void close() {}

  private void print(String task, String what) {
    out.accept(task + ": " + Visible.line(what));
  }
}
