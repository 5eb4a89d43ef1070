package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A client with a planted fault does not get over the ground, and the shortest way to see it is
/// told.
class WalkFaultsTest {
  private static final Evidence EVIDENCE = Evidence.of(WalkFaultsTest.class);
  private static final int MOST_STEPS = 8;

  /// Most faults do not get over every transition.
  private static final List<Trial> TRIALS =
      List.of(
          Trial.of(ClientView.TALK, Walks::overTransitions),
          Trial.of(ClientView.CROWD, Walks::overTransitions),
          Trial.of(ClientView.DROPS, Walks::overTransitions),
          Trial.of(ClientView.TALK, Walks::overPairs));

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-1", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-9", "HF-12", "HF-30", "HF-32"})
  void a_fault_of_the_machine_is_rejected(MachineFault fault) {
    isRejected(fault);
  }

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-16", "HF-19", "HF-25"})
  void a_race_that_others_had_is_rejected(RaceFault fault) {
    isRejected(fault);
  }

  /// Rejected for the reason that belongs to the fault: another one would not be missed.
  private static void isRejected(FaultyMachine fault) {
    Set<String> rules = Zoo.get().rules(fault.id());
    var found =
        TRIALS.stream().flatMap(trial -> trial.difference(fault, rules).stream()).findFirst();

    assertThat(found)
        .as("%s: a walk that shows a difference that breaks one of %s", fault.id(), rules)
        .isPresent();
    Walk.Difference<ClientStimulus> difference = found.orElseThrow();
    System.out.println(fault.id() + ": " + ClientSights.broken(difference) + " " + difference);
    EVIDENCE.killed(
        fault.id(),
        Rung.WALKS,
        ClientSights.broken(difference),
        difference.walk().stimuli().size(),
        "expected " + difference.expected() + "; seen " + difference.seen());
    assertThat(difference.walk().stimuli()).hasSizeLessThanOrEqualTo(MOST_STEPS);
  }
}
