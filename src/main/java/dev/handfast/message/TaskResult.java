package dev.handfast.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/// What came of a task.
///
/// @param workerId who did it, where that is not the childId
/// @param success whether the task was done
/// @param response the worker's answer in words
/// @param toolCallCount how many tools ran, 0 or more
/// @param tokensUsed tokens used in all
/// @param duration how long it took by the worker's clock, in whole milliseconds; below zero where
///   that clock was set back meanwhile
/// @param prUrl the address of a pull request that came of it
/// @param branch the branch that holds the work
/// @param commits how many commits were made, 0 or more
/// @param filesChanged paths of the changed files
@Value.Builder
public record TaskResult(
    Optional<String> workerId,
    boolean success,
    String response,
    long toolCallCount,
    Tokens tokensUsed,
    Duration duration,
    Optional<String> prUrl,
    String branch,
    long commits,
    List<String> filesChanged) {

  /// Checks the counts, cuts the duration to whole milliseconds and copies the list.
  ///
  /// @throws IllegalArgumentException where a count is below 0, or the duration beyond 64 bits of
  ///   milliseconds
  public TaskResult {
    Counts.check("toolCallCount", toolCallCount);
    Counts.check("commits", commits);
    duration = wholeMillis(duration);
    filesChanged = List.copyOf(filesChanged);
  }

  /// A builder; all but `workerId`, `prUrl` and `filesChanged` must be set.
  public static TaskResultBuilder builder() {
    return new TaskResultBuilder();
  }

  private static Duration wholeMillis(Duration duration) {
    try {
      return Duration.ofMillis(duration.toMillis());
    } catch (ArithmeticException beyondLong) {
      throw new IllegalArgumentException(
          "duration: got %s, wanted milliseconds in 64 bits".formatted(duration), beyondLong);
    }
  }
}
