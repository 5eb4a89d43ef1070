package dev.handfast.cli.delegate.plan;

import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Events and outcomes to try.
final class Samples {
  static final StatusUpdate THINKING =
      new StatusUpdate("s-1", 1, "a", StatusReport.of(WorkerStatus.THINKING));
  static final Outcome.Succeeded SUCCESS = new Outcome.Succeeded(result("done"));

  private Samples() {}

  /// Every event there is, for one attempt.
  static List<TaskEvent> events(int attempt) {
    List<TaskEvent> events =
        new ArrayList<>(
            List.of(
                new TaskEvent.PlaceFound(),
                new TaskEvent.CancelRequested("enough"),
                new TaskEvent.TimeUp("5 s"),
                new TaskEvent.Launched(attempt),
                new TaskEvent.LaunchFailed(attempt, "no such file"),
                new TaskEvent.MayJoin(attempt),
                new TaskEvent.Joined(attempt),
                new TaskEvent.Reported(attempt, THINKING),
                new TaskEvent.Stumbled(attempt, Outcome.failed("stumbled")),
                new TaskEvent.Concluded(attempt, SUCCESS),
                new TaskEvent.Concluded(attempt, Outcome.failed("in vain")),
                new TaskEvent.Concluded(attempt, Outcome.failedForGood("never")),
                new TaskEvent.Left(attempt, "peer closed"),
                new TaskEvent.Exited(attempt, 0),
                new TaskEvent.Exited(attempt, 137)));
    for (Wait wait : Wait.values()) {
      events.add(new TaskEvent.Overdue(attempt, wait, "5s"));
    }
    return events;
  }

  private static TaskResult result(String response) {
    return TaskResult.builder()
        .success(true)
        .response(response)
        .toolCallCount(0)
        .tokensUsed(new Tokens(0, 0))
        .duration(Duration.ofSeconds(1))
        .branch("main")
        .commits(0)
        .build();
  }
}
