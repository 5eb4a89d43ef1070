package dev.handfast.message;

import java.util.Optional;
import java.util.OptionalDouble;
import org.immutables.value.Value;

/// What a worker tells about itself in a status update.
///
/// @param status what it is doing
/// @param currentTool the tool that it runs or wants to run
/// @param progress how much of the task is done, 0 to 100
/// @param tokensUsed tokens used so far
/// @param message a sentence for a person
@Value.Builder
public record StatusReport(
    WorkerStatus status,
    Optional<String> currentTool,
    OptionalDouble progress,
    Optional<Tokens> tokensUsed,
    Optional<String> message) {

  /// The least progress.
  public static final double LEAST_PROGRESS = 0;

  /// The most progress.
  public static final double MOST_PROGRESS = 100;

  /// Checks the progress; minus zero becomes zero.
  ///
  /// @throws IllegalArgumentException where it is not a number from 0 to 100
  public StatusReport {
    if (progress.isPresent()) {
      double done = progress.getAsDouble();
      if (!(done >= LEAST_PROGRESS && done <= MOST_PROGRESS)) {
        throw new IllegalArgumentException(
            "progress: got %s, wanted a number from 0 to 100".formatted(done));
      }
      progress = OptionalDouble.of(done + 0.0);
    }
  }

  /// A report of nothing but the status.
  public static StatusReport of(WorkerStatus status) {
    return builder().status(status).build();
  }

  /// A builder; `status` must be set.
  public static StatusReportBuilder builder() {
    return new StatusReportBuilder();
  }
}
