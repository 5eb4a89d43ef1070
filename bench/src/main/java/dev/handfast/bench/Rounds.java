package dev.handfast.bench;

import dev.handfast.bench.report.Results;
import dev.handfast.bench.report.Sample;
import java.io.Console;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Plays rounds: in each, everybody has one turn at everything, so that a slow minute of the
/// machine hits all of them.
final class Rounds {
  private static final boolean TERMINAL =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();

  private final Lab lab;
  private final List<Task> tasks;
  private final Set<Peer> absent;
  private final Results results;

  Rounds(Lab lab, List<Task> tasks, Set<Peer> absent, Results results) {
    this.lab = lab;
    this.tasks = tasks;
    this.absent = absent;
    this.results = results;
  }

  void play(int rounds) throws InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      long since = System.nanoTime();
      for (Task task : tasks) {
        if ((round - 1) % task.every() == 0 && !isAbsent(task)) {
          now("round %d of %d: %s".formatted(round, rounds, task.name()));
          play(task, round);
        }
      }
      now("");
      System.err.printf(
          Locale.ROOT,
          "bench: round %d of %d took %.0f s%n",
          round,
          rounds,
          (System.nanoTime() - since) / 1e9);
    }
  }

  /// What a terminal shows meanwhile, on a line that the next call overwrites.
  private static void now(String what) {
    if (TERMINAL) {
      System.err.print("\r\033[K" + what);
    }
  }

  private boolean isAbsent(Task task) {
    return absent.stream().anyMatch(peer -> peer.id().equals(task.contender()));
  }

  private void play(Task task, int round) throws InterruptedException {
    try {
      task.work()
          .in(lab)
          .forEach(
              (metric, value) ->
                  results.add(
                      new Sample(
                          task.workload(), task.at(), task.contender(), metric, round, value)));
    } catch (RunFailed | IOException failure) {
      String what = "round %d: %s: %s".formatted(round, task.name(), failure.getMessage());
      now("");
      System.err.printf("bench: %s%n", what);
      results.failed(what);
    }
  }
}
