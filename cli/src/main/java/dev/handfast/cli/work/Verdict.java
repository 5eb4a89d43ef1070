package dev.handfast.cli.work;

import dev.handfast.CloseCause;
import dev.handfast.client.DrainReport;
import java.util.ArrayList;
import java.util.List;

/// How the worker's process ends, and what it complains about.
///
/// @param assignment what it was there for
/// @param outcome what became of the command
/// @param left what became of the last messages
/// @param delivered whether the result was written
/// @param unsaid how many lines the command wrote when nobody heard them any more
record Verdict(
    Assignment assignment, Outcome outcome, DrainReport left, boolean delivered, long unsaid) {
  private static final int FAILED = 1;

  Work.Report report() {
    List<String> complaints = new ArrayList<>();
    switch (outcome) {
      case Outcome.Ended _ -> {}
      case Outcome.NotStarted(_, String complaint) -> complaints.add(complaint);
      case Outcome.Stopped(Stop.Lost(CloseCause cause), _) -> complaints.add(lost(cause));
      case Outcome.Stopped(Stop stop, _) -> complaints.add(stop.message());
    }
    if (!delivered && !(outcome instanceof Outcome.Stopped(Stop.Lost _, _))) {
      complaints.add("the result did not reach the orchestrator: " + left.cause().message());
    }
    if (!left.isComplete()) {
      complaints.add(left.summary());
    }
    if (unsaid > 0) {
      complaints.add("%d lines of the command had no listener any more".formatted(unsaid));
    }
    String who = "handfast: %s: ".formatted(assignment.worker().childId());
    return new Work.Report(exitCode(), complaints.stream().map(who::concat).toList());
  }

  private int exitCode() {
    return switch (outcome) {
      case Outcome.Ended(int code, _) -> delivered ? code : FAILED;
      case Outcome.Stopped _ -> FAILED;
      case Outcome.NotStarted(int code, _) -> code;
    };
  }

  private String lost(CloseCause cause) {
    String advice =
        cause instanceof CloseCause.ConnectFailed
            ? "; say with --socket where an orchestrator listens"
            : "";
    return "%s%s; the command was ended".formatted(cause.message(), advice);
  }
}
