package dev.handfast.bench.report;

import java.util.List;
import java.util.Locale;

/// Where a server and its client run while they play.
///
/// On a machine where waking another core takes longer than the work, the system's choice decides
/// what a round trip takes; so what is compared with targets is measured on given cores as well.
public enum Placement {
  /// Where the system chooses, and it changes its mind.
  SYSTEM("where the system chooses"),
  /// Both on the same core: nobody wakes anybody on another one.
  ONE_CORE("both ends on one core"),
  /// The server on one core, its client on another.
  TWO_CORES("an end on each of two cores");

  /// Those on cores that are given.
  public static final List<Placement> GIVEN = List.of(ONE_CORE, TWO_CORES);

  private final String words;

  Placement(String words) {
    this.words = words;
  }

  /// The name of a workload when it is played so, as `--only` and the figures spell it.
  public String nameOf(String workload) {
    return this == SYSTEM ? workload : workload + "-" + id();
  }

  /// As the figures spell it.
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// In words.
  public String words() {
    return words;
  }
}
