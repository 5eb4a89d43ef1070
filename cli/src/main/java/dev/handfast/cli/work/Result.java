package dev.handfast.cli.work;

import dev.handfast.cli.git.Since;
import dev.handfast.cli.process.CannotStart;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a worker tells at the end.
///
/// @param branch the branch that holds the work, or an empty text
/// @param commits how many commits were made
/// @param files the changed files
record Result(String branch, long commits, List<String> files) {

  /// 1 MiB of names: an eighth of what a frame holds, so the result always fits.
  static final int FILE_NAMES_LIMIT = 1 << 20;

  /// The exit code by which a program says that another attempt may help.
  private static final int TEMPORARY_FAILURE = 75;

  /// An exit code is this and a signal's number where somebody else ended the program.
  private static final int SIGNALLED = 128;

  /// 64 signals: a greater exit code, such as 255, is the program's own.
  private static final int SIGNALS = 64;

  /// Takes a copy.
  Result {
    files = List.copyOf(files);
  }

  /// Asks git, where it was asked before.
  static Result of(Optional<Since> since, String branch) {
    return since
        .map(
            work ->
                new Result(
                    branch.isEmpty() ? work.branch().orElse("") : branch,
                    work.commits(),
                    work.files()))
        .orElseGet(() -> new Result(branch, 0, List.of()));
  }

  /// How many of the files fit into a frame.
  int told() {
    long bytes = 0;
    int count = 0;
    for (String file : files) {
      bytes += 6L * file.length() + 3; // as JSON escapes the strangest names
      if (bytes > FILE_NAMES_LIMIT) {
        break;
      }
      count++;
    }
    return count;
  }

  /// What a command that succeeded did; empty where it did not.
  Optional<TaskResult> success(Outcome outcome, String answer, Standing standing) {
    return outcome instanceof Outcome.Ended(int code, Duration took) && code == 0
        ? Optional.of(
            TaskResult.builder()
                .success(true)
                .response(answer)
                .toolCallCount(standing.toolCalls())
                .tokensUsed(standing.tokens())
                .duration(took)
                .branch(branch)
                .commits(commits)
                .filesChanged(files.subList(0, told()))
                .build())
        : Optional.empty();
  }

  /// Why a command did not succeed.
  TaskFailure failure(String title, Outcome outcome, List<String> lastWords) {
    String message = headline(title, outcome);
    return switch (outcome) {
      case Outcome.Ended(int code, _) ->
          new TaskFailure(
              message + words(lastWords),
              Optional.of(isSignal(code) ? "signal_" + (code - SIGNALLED) : "exit_" + code),
              code == TEMPORARY_FAILURE || isSignal(code));
      case Outcome.Stopped _ -> new TaskFailure(message, Optional.of("cancelled"), false);
      case Outcome.NotStarted _ -> new TaskFailure(message, Optional.of(CannotStart.ERROR), false);
    };
  }

  /// What happened, in one line.
  String headline(String title, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ended(int code, Duration took) ->
          "%s %s after %s%s".formatted(title, ending(code), text(took), left());
      case Outcome.Stopped(Stop stop, Duration took) ->
          "%s was ended after %s: %s%s".formatted(title, text(took), stop.message(), left());
      case Outcome.NotStarted(_, String complaint) -> complaint;
    };
  }

  /// The last status.
  static WorkerStatus status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ended(int code, _) -> code == 0 ? WorkerStatus.COMPLETE : WorkerStatus.FAILED;
      case Outcome.Stopped _ -> WorkerStatus.CANCELLED;
      case Outcome.NotStarted _ -> WorkerStatus.FAILED;
    };
  }

  private static String ending(int code) {
    return isSignal(code)
        ? "was ended by signal %d".formatted(code - SIGNALLED)
        : "ended with exit code " + code;
  }

  private static boolean isSignal(int code) {
    return code > SIGNALLED && code <= SIGNALLED + SIGNALS;
  }

  /// Seconds, as a person reads them.
  static String text(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }

  private String left() {
    List<String> parts = new ArrayList<>();
    if (commits > 0) {
      parts.add(commits == 1 ? "1 commit" : commits + " commits");
    }
    if (!files.isEmpty()) {
      parts.add(files.size() == 1 ? "1 changed file" : files.size() + " changed files");
    }
    return parts.isEmpty() ? "" : "; it left " + String.join(" and ", parts);
  }

  private static String words(List<String> lastWords) {
    return lastWords.isEmpty() ? "" : "; its last lines:\n  " + String.join("\n  ", lastWords);
  }
}
