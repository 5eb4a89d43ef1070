package dev.handfast.conformance.drive;

import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// What came of a life with a driver.
///
/// @param played what differs, and what happened
/// @param rules that are broken; none where nothing differs
/// @param slowest how long the step took that took longest to come to what was expected
/// @param gone how the driver went, where it did
public record Trial(Played played, SortedSet<String> rules, Duration slowest, Optional<Gone> gone) {

  /// What came of a life in which something differs.
  ///
  /// @param gone how the driver went, where it did: with it went what it had accepted
  static Trial differing(
      Played played, SortedSet<String> rules, Duration slowest, Optional<Gone> gone) {
    gone.ifPresent(_ -> rules.addAll(List.of("HF-5", "HF-20")));
    return new Trial(played, rules, slowest, gone);
  }

  /// What came of a life that went as it should.
  static Trial agreeing(Story story, Duration slowest) {
    return new Trial(
        new Played(List.of(), story), Collections.emptySortedSet(), slowest, Optional.empty());
  }

  /// That a driver has gone in the middle of a life.
  ///
  /// @param why its process ended, or what it printed that is no event
  /// @param stderr the end of what it said on standard error; may be empty
  public record Gone(String why, String stderr) {}
}
