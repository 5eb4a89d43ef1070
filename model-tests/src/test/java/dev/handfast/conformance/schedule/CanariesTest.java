package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An explorer that misses what is known to be wrong proves nothing: each mutant must be found, in
/// the way in which it is wrong, within its budget.
@Tag("schedules")
class CanariesTest {
  private static final Evidence EVIDENCE = Evidence.of(CanariesTest.class);
  private static final long SEED = 20_260_105L;

  /// Which rules a kind of finding names.
  private static final Map<Finding.Kind, List<String>> RULES =
      Map.of(
          Finding.Kind.LOST, List.of("HF-5"),
          Finding.Kind.TWICE, List.of("HF-4", "HF-5", "HF-33"),
          Finding.Kind.REORDERED, List.of("HF-3", "HF-4"),
          Finding.Kind.EARLY, List.of("HF-1", "HF-14"),
          Finding.Kind.UNTRUE, List.of("HF-5", "HF-33"),
          Finding.Kind.MISREGISTERED, List.of("HF-15"),
          Finding.Kind.STUCK, List.of("HF-7", "HF-20"));

  /// Half as many again as the most reluctant mutant takes.
  private static final long EXHAUSTIVE = 6_000;

  /// Six times what the most reluctant mutant took with eight seeds; the search ends where it is
  /// found.
  private static final long DRAWN = 40_000;

  @ParameterizedTest
  @EnumSource
  void a_mutant_is_found_with_two_preemptions(Mutant mutant) {
    var explorer = explorer(mutant);
    Failure failure = found(mutant, explorer.exhaust(2, EXHAUSTIVE));
    System.out.println(mutant.title() + ": " + failure);
    EVIDENCE.killed(
        mutant.id(),
        Rung.SCHEDULES,
        RULES.get(mutant.kind()),
        failure.choices().switches().size(),
        failure.findings().toString());
    assertThat(explorer.replay(failure.choices()))
        .hasValueSatisfying(again -> assertThat(again.story()).isEqualTo(failure.story()));
    found(mutant, explorer.draw(List.of(Strategy.values()), SEED, DRAWN));
  }

  @Test
  void a_fresh_copy_of_the_library_does_the_same_with_the_same_choices() {
    Mutant mutant = Mutant.CHECKS_THEN_ENTERS;
    Failure failure = found(mutant, explorer(mutant).exhaust(2, EXHAUSTIVE));
    assertThat(explorer(mutant).replay(Choices.parse(failure.choices().toString())))
        .hasValueSatisfying(
            again -> {
              assertThat(again.findings()).isEqualTo(failure.findings());
              assertThat(again.story()).isEqualTo(failure.story());
            });
    assertThat(new Explorer(Lab.scenario(Loom.Change.NONE, "two senders and the flush")))
        .as("the library as it is withstands them")
        .satisfies(sound -> assertThat(sound.replay(failure.choices())).isEmpty());
  }

  private static Explorer explorer(Mutant mutant) {
    return new Explorer(mutant.scenario(), finding -> finding.kind() == mutant.kind());
  }

  private static Failure found(Mutant mutant, Outcome outcome) {
    assertThat(outcome.failure())
        .as("%s must be found, as %s; got %s", mutant.title(), mutant.kind(), outcome)
        .isPresent();
    return outcome.failure().orElseThrow();
  }
}
