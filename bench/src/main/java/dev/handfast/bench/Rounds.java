package dev.handfast.bench;

import dev.handfast.bench.report.Results;
import dev.handfast.bench.report.Sample;
import java.io.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Plays rounds: in each, everybody has one turn at everything, so that a slow minute of the
/// machine hits all of them.
final class Rounds {
  private static final boolean TERMINAL =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();

  private static final double NANOS = 1e9;

  private final Lab lab;
  private final List<Task> tasks;
  private final Set<Peer> absent;
  private final Results results;
  private final int fork;
  private long core;

  /// @param fork how many rounds the pairs live
  Rounds(Lab lab, List<Task> tasks, Set<Peer> absent, Results results, int fork) {
    this.lab = lab;
    this.tasks = tasks;
    this.absent = absent;
    this.results = results;
    this.fork = fork;
  }

  /// Keeps what was measured so far.
  @FunctionalInterface
  interface Keeper {
    void keep(int rounds) throws IOException;
  }

  /// Plays them.
  ///
  /// @param keeper called after each round
  void play(int rounds, Keeper keeper) throws IOException, InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      var took = new LinkedHashMap<String, Double>();
      if ((round - 1) % fork == 0) {
        lab.pairs().end();
      }
      for (Task task : inTurn(round)) {
        now("round %d of %d: %s".formatted(round, rounds, task.name()));
        long since = System.nanoTime();
        play(task, round);
        long nanos = System.nanoTime() - since;
        took.merge(task.workload(), nanos / NANOS, Double::sum);
        core += task.at() == 0 ? nanos : 0;
      }
      now("");
      for (String core : lab.fallenAsleep()) {
        fails("round %d: %s was no longer kept awake".formatted(round, core));
      }
      keeper.keep(round);
      tell(round, rounds, took);
    }
  }

  /// Those who take turns at being the first.
  private record Group(String workload, long at, int every) {
    static Group of(Task task) {
      return new Group(task.workload(), task.at(), task.every());
    }
  }

  /// What all but the curves took so far.
  Duration core() {
    return Duration.ofNanos(core);
  }

  /// What is played in a round: the workloads in their order, but each turn of one begins with
  /// another contender, so what drifts within a round favours nobody. Those who play more rarely
  /// take turns among themselves, behind the others, for whom they change nothing.
  private List<Task> inTurn(int round) {
    var groups = new LinkedHashMap<Group, List<Task>>();
    tasks.stream()
        .filter(task -> (round - 1) % task.every() == 0 && !isAbsent(task))
        .forEach(task -> groups.computeIfAbsent(Group.of(task), _ -> new ArrayList<>()).add(task));
    groups.forEach((group, turn) -> Collections.rotate(turn, (1 - round) / group.every()));
    return groups.values().stream().flatMap(List::stream).toList();
  }

  private static void tell(int round, int rounds, Map<String, Double> took) {
    System.err.printf(
        Locale.ROOT,
        "bench: round %d of %d took %.0f s: %s%n",
        round,
        rounds,
        took.values().stream().mapToDouble(Double::doubleValue).sum(),
        took.entrySet().stream()
            .map(each -> "%s %.0f".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", ")));
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
    } catch (RunFailed | IOException | RuntimeException failure) {
      lab.goesOn();
      now("");
      fails("round %d: %s: %s".formatted(round, task.name(), failure.getMessage()));
    }
  }

  /// On the page it is one line.
  private void fails(String what) {
    System.err.printf("bench: %s%n", what);
    results.failed(what.replaceAll("\\s+", " "));
  }
}
