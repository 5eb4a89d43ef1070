package dev.handfast.bench;

import dev.handfast.bench.report.Placement;
import dev.handfast.bench.report.Results;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What `--only` leaves of a plan: what it names, and C in the same workloads, for the ratios.
final class Choice {
  private Choice() {}

  /// Those that are named, by their workloads, their contenders or both.
  ///
  /// @param all what can be played
  /// @param only names; none for all
  /// @param unplaced why turns on given cores are not among them, where they are not
  /// @throws IllegalArgumentException where a name is of nothing, or of nothing together with the
  ///   others; its message says what to do
  static List<Task> of(List<Task> all, List<String> only, Optional<String> unplaced) {
    List<String> known = names(all);
    for (String name : only) {
      if (!known.contains(name)) {
        throw unknown(name, known, unplaced);
      }
    }
    List<String> workloads =
        all.stream().map(Task::workload).filter(only::contains).distinct().toList();
    List<String> contenders =
        all.stream().map(Task::contender).filter(only::contains).distinct().toList();
    List<Task> wanted =
        all.stream()
            .filter(task -> workloads.isEmpty() || workloads.contains(task.workload()))
            .filter(task -> contenders.isEmpty() || contenders.contains(task.contender()))
            .toList();
    List<String> play = names(wanted);
    for (String name : contenders) {
      if (!play.contains(name)) {
        throw new IllegalArgumentException(
            "--only: got `%s`, which takes no part in %s; leave it away, or name a workload of its"
                .formatted(name, String.join(", ", workloads)));
      }
    }
    for (String name : workloads) {
      if (!play.contains(name)) {
        throw new IllegalArgumentException(
            "--only: got `%s`, in which %s takes no part; leave it away, or name a contender in it"
                .formatted(name, String.join(", ", contenders)));
      }
    }
    List<String> floors = play.stream().map(Results::floorOf).toList();
    return all.stream()
        .filter(
            task ->
                wanted.contains(task)
                    || (task.contender().equals(Results.FLOOR) && floors.contains(task.workload())))
        .toList();
  }

  /// Says why nothing is called so, or not here.
  private static IllegalArgumentException unknown(
      String name, List<String> known, Optional<String> unplaced) {
    if (names(Plan.of(Effort.core(), Placement.GIVEN)).contains(name)) {
      return new IllegalArgumentException(
          "--only: got `%s`, which needs two cores and taskset (%s); leave it away, or run where it has them"
              .formatted(name, unplaced.orElse("")));
    }
    if (names(Plan.of(Effort.full(), List.of())).contains(name)) {
      return new IllegalArgumentException(
          "--only: got `%s`, a curve of growth; add --full to have it".formatted(name));
    }
    return new IllegalArgumentException(
        "--only: got `%s`, wanted any of: %s".formatted(name, String.join(", ", known)));
  }

  /// Of all workloads and contenders.
  static List<String> names(List<Task> tasks) {
    return tasks.stream()
        .flatMap(task -> Stream.of(task.workload(), task.contender()))
        .distinct()
        .toList();
  }
}
