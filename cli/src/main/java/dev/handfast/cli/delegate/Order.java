package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is to be done, and how.
///
/// @param tasks in the order in which they start
/// @param command does one task
/// @param manner how the command is started
/// @param limits how many at once, how often again
/// @param timeout how long one task may take, all attempts together
/// @param patience how long we wait for what
/// @param directory where the workers run, or whose repository gets their worktrees
/// @param place where a worker works
record Order(
    List<Task> tasks,
    List<String> command,
    Manner manner,
    Pool.Limits limits,
    Optional<Duration> timeout,
    Patience patience,
    Path directory,
    Place place) {

  /// Takes copies of the lists.
  Order {
    tasks = List.copyOf(tasks);
    command = List.copyOf(command);
  }

  /// How the command is started.
  enum Manner {
    /// By `handfast work`, which speaks the protocol for it.
    WRAPPED,
    /// Itself; it speaks the protocol.
    NATIVE
  }

  /// Where a worker works.
  enum Place {
    /// All in the same directory.
    HERE,
    /// Each in a git worktree of its own, on a branch of its own.
    WORKTREES
  }

  /// How long we wait for what.
  ///
  /// @param connection from the start of a process until its worker has joined
  /// @param exit until a worker that has its result, or has lost its connection, ends by itself
  /// @param grace after a cancel, and once more after SIGTERM
  record Patience(Duration connection, Duration exit, Duration grace) {
    /// 2 s: what a process that is gone had written before takes milliseconds to be read.
    static final Duration LAST_WORDS = Duration.ofSeconds(2);
  }
}
