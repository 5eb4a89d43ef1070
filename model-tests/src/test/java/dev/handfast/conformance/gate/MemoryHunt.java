package dev.handfast.conformance.gate;

import dev.handfast.conformance.drive.MemoryStage;
import dev.handfast.peer.HandfastUnderTest;
import java.time.Duration;
import java.util.List;

/// The gate in memory with the library's client as it is loaded here: in the loader of [Planted],
/// with a fault.
public final class MemoryHunt {
  private static final Duration LONG = Duration.ofMinutes(5);

  private MemoryHunt() {}

  /// The rules that are broken, then the script, a step each; empty where nothing is found.
  ///
  /// @param lives at most
  public static List<List<String>> hunt(long lives) {
    var stage = new MemoryStage(new HandfastUnderTest());
    return new ClientGate(stage, new Gate.Limits(LONG, lives, 1, Duration.ZERO))
        .search()
        .map(race -> List.of(List.copyOf(race.rules()), script(race)))
        .orElse(List.of());
  }

  /// As it was drawn: what is lived second by second is one step.
  private static List<String> script(Finding race) {
    return race.life().told().lines().skip(1).map(String::strip).toList();
  }
}
