package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.TaskEvent;
import dev.handfast.cli.git.Worktrees;
import dev.handfast.cli.process.CannotStart;
import dev.handfast.cli.process.Lines;
import dev.handfast.cli.process.Running;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Starts workers' processes, listens to them, sees them end, and ends them.
///
/// Platform threads: a read from a pipe holds on to its thread, and a few silent workers would hold
/// every thread that the server's virtual ones run on.
final class Processes {
  private final Commands commands;
  private final Sites sites;
  private final Duration grace;
  private final BiConsumer<String, TaskEvent> events;
  private final BiConsumer<Attempt, String> lines;
  private volatile boolean hurried;

  /// @param grace how long processes have after SIGTERM
  /// @param events gets what happened to a task; any thread
  /// @param lines gets what a process wrote; any thread
  Processes(
      Commands commands,
      Sites sites,
      Duration grace,
      BiConsumer<String, TaskEvent> events,
      BiConsumer<Attempt, String> lines) {
    this.commands = commands;
    this.sites = sites;
    this.grace = grace;
    this.events = events;
    this.lines = lines;
  }

  /// Starts a process in the background; it has started, or has not, when an event says so.
  void launch(Attempt attempt) {
    Thread.ofPlatform()
        .daemon()
        .name("launch-" + attempt.task().id())
        .start(
            () -> {
              try {
                Running process = start(attempt);
                tell(attempt, new TaskEvent.Launched(attempt.number()));
                attempt.process().complete(process);
                watch(attempt, process);
              } catch (CannotStart | Worktrees.CannotMake | RuntimeException reason) {
                attempt.process().completeExceptionally(reason);
                tell(
                    attempt,
                    new TaskEvent.LaunchFailed(
                        attempt.number(), String.valueOf(reason.getMessage())));
              }
            });
  }

  /// Ends the processes of an attempt: its worker has been told, and has the grace to end by
  /// itself.
  void end(Attempt attempt) {
    Thread.ofPlatform()
        .daemon()
        .name("end-" + attempt.task().id())
        .start(
            () -> {
              var _ = attempt.process().thenAccept(this::end);
            });
  }

  /// From now on nobody gets time to end by himself.
  void hurry(Collection<Attempt> attempts) {
    hurried = true;
    attempts.forEach(
        attempt ->
            Thread.ofPlatform()
                .daemon()
                .name("kill-" + attempt.task().id())
                .start(
                    () -> {
                      var _ =
                          attempt
                              .process()
                              .thenAccept(process -> process.tree().end(Duration.ZERO));
                    }));
  }

  private Running start(Attempt attempt) throws CannotStart, Worktrees.CannotMake {
    return commands.worker(attempt.task(), sites.site(attempt.task())).start();
  }

  private void watch(Attempt attempt, Running process) {
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("read-" + attempt.task().id())
            .start(() -> read(attempt, process.output()));
    int code = process.exit().join();
    var _ = process.tree().end(hurried ? Duration.ZERO : grace); // what it has left behind
    awaitEnd(reader);
    tell(attempt, new TaskEvent.Exited(attempt.number(), code));
  }

  private void end(Running process) {
    if (!hasEnded(process)) {
      var _ = process.tree().end(hurried ? Duration.ZERO : grace);
    }
  }

  private boolean hasEnded(Running process) {
    long until = System.nanoTime() + grace.toNanos();
    while (!hurried && System.nanoTime() < until) {
      boolean ended =
          process
              .exit()
              .thenApply(_ -> true)
              .completeOnTimeout(false, STEP.toMillis(), TimeUnit.MILLISECONDS)
              .join();
      if (ended) {
        return true;
      }
    }
    return false;
  }

  private void read(Attempt attempt, InputStream output) {
    try (output) {
      Lines.read(output, line -> lines.accept(attempt, line));
    } catch (IOException _) {
      // its end: the system says so when the process is killed
    }
  }

  private static void awaitEnd(Thread reader) {
    try {
      reader.join(LAST_LINES);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Attempt attempt, TaskEvent event) {
    events.accept(attempt.task().id(), event);
  }

  /// 100 ms: how soon a second Ctrl-C is noticed.
  private static final Duration STEP = Duration.ofMillis(100);

  /// 1 s: what is in the pipe of a process that is gone takes milliseconds to be read.
  private static final Duration LAST_LINES = Duration.ofSeconds(1);
}
