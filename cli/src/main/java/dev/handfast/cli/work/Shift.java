package dev.handfast.cli.work;

import dev.handfast.cli.process.CannotStart;
import dev.handfast.cli.process.ProcessTree;
import dev.handfast.cli.process.Program;
import dev.handfast.cli.process.Running;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A command's life, from its start to the end of everything that it started.
final class Shift {
  private final Running running;
  private final Output output;
  private final Voice voice;
  private final Duration grace;
  private final CompletableFuture<Stop> stop;
  private final long started = System.nanoTime();

  private Shift(Running running, Voice voice, Duration grace, CompletableFuture<Stop> stop) {
    this.running = running;
    this.voice = voice;
    this.grace = grace;
    this.stop = stop;
    this.output = new Output(running, voice);
  }

  /// Starts a command.
  ///
  /// @param stop kept where the command is to end
  /// @throws CannotStart where the system does not run it
  static Shift start(
      Program program, Voice voice, Standing standing, Duration grace, CompletableFuture<Stop> stop)
      throws CannotStart {
    Running running = program.start();
    voice.event("started", Map.of("pid", running.pid(), "command", program.words()));
    standing.turn(WorkerStatus.THINKING);
    return new Shift(running, voice, grace, stop);
  }

  /// Waits for the end of the command, of its output, and of what it left behind.
  Outcome await() {
    var _ = CompletableFuture.anyOf(running.exit(), stop).join();
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    if (running.exit().isDone() && !stop.isDone()) {
      boolean heard = output.awaitEnd(grace, stop);
      if (!stop.isDone()) {
        endWhatIsLeft(heard);
        return new Outcome.Ended(running.exit().join(), took);
      }
    }
    var _ = running.tree().end(grace);
    hearTheRest(new CompletableFuture<>());
    return new Outcome.Stopped(stop.join(), took);
  }

  /// The command and everything that came from it.
  ProcessTree tree() {
    return running.tree();
  }

  /// The end of what it wrote.
  Output.Words words() {
    return output.words();
  }

  /// A worker's life is its command's: what the command left running is given the grace, and then
  /// ended.
  private void endWhatIsLeft(boolean heard) {
    if (running.tree().awaitEnd(heard ? grace : Duration.ZERO)) {
      hearTheRest(stop);
      return;
    }
    List<String> names =
        running.tree().running().stream()
            .map(each -> each.info().command().orElse("process") + " (" + each.pid() + ")")
            .toList();
    ProcessTree.Ended ended = running.tree().end(grace);
    hearTheRest(stop);
    voice.log(
        LogLevel.WARN,
        "the command ended and left running: %s; %s"
            .formatted(String.join(", ", names), ended.message()));
  }

  /// Only a process that has hidden itself can still hold a stream; it is not waited for.
  private void hearTheRest(CompletableFuture<Stop> unwanted) {
    if (!output.awaitEnd(grace.plusSeconds(1), unwanted) && !unwanted.isDone()) {
      voice.log(
          LogLevel.WARN,
          "the output is still held by a process that does not belong to the command any more; what"
              + " it writes is not heard");
    }
  }
}
