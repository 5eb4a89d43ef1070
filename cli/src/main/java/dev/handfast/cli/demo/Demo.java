package dev.handfast.cli.demo;

import dev.handfast.cli.trace.MergedTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The same script twice: with the library's client, and with the client before its fix.
final class Demo {
  /// 60 s for a step that takes less than one: only what hangs takes longer.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int workers;
  private final Launch launch;
  private final TimeLine timeLine;
  private final Duration patience;

  Demo(int workers, Launch launch, TimeLine timeLine, Duration patience) {
    this.workers = workers;
    this.launch = launch;
    this.timeLine = timeLine;
    this.patience = patience;
  }

  /// What became of all messages.
  ///
  /// @param handfast with the library's client
  /// @param naive with the client before its fix
  record Result(Books handfast, Books naive) {

    /// Whether the first run kept the promise, and the second shows what it is worth.
    boolean isGood() {
      return handfast.total().isSound() && naive.total().lost() > 0;
    }
  }

  /// Plays both.
  ///
  /// @param trace where to write the first run's wire trace, if anywhere
  /// @throws DemoFailed where a process died or hung
  Result play(Optional<Path> trace) {
    try (var crew = new Crew(launch)) {
      try {
        return play(crew, trace);
      } catch (DemoFailed failure) {
        throw crew.reason(failure);
      }
    }
  }

  private Result play(Crew crew, Optional<Path> trace) {
    Books handfast =
        play(
            crew,
            Client.HANDFAST,
            "1. Handfast's client: what is sent early waits for the verdict",
            trace);
    Books naive =
        play(
            crew,
            Client.NAIVE,
            "2. The seed's client before its fix: same script, same orchestrator",
            Optional.empty());
    return new Result(handfast, naive);
  }

  private Books play(Crew crew, Client client, String title, Optional<Path> trace) {
    List<Part.Worker> cast = Part.cast(workers);
    try (var narrator = new Narrator(timeLine)) {
      narrator.begin(
          client.name().toLowerCase(Locale.ROOT),
          title,
          cast.stream().map(Part.Worker::name).toList());
      var act = new Act(client, cast, crew, narrator, patience);
      Books books = act.play(trace.isPresent());
      trace.ifPresent(file -> write(act.traces(), file));
      return books;
    }
  }

  private static void write(List<Path> traces, Path merged) {
    try {
      MergedTrace.write(traces, merged);
    } catch (IOException failure) {
      throw new DemoFailed("cannot write the trace to " + merged + ": " + failure, failure);
    }
  }
}
