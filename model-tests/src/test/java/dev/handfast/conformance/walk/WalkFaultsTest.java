package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.script.Shrinkable;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A client with a planted fault does not get over the ground, and the shortest way to see it is
/// told.
class WalkFaultsTest {
  private static final Evidence EVIDENCE = Evidence.of(WalkFaultsTest.class);
  private static final int MOST_STEPS = 8;
  private static final int WHOLE = 1 << 16;

  /// Most faults do not get over every transition.
  private static final List<Plan> PLANS =
      List.of(
          Plan.of(ClientView.TALK, Walks::overTransitions),
          Plan.of(ClientView.CROWD, Walks::overTransitions),
          Plan.of(ClientView.DROPS, Walks::overTransitions),
          Plan.of(ClientView.TALK, Walks::overPairs));

  /// The ground of a view.
  private record Plan(
      ClientView view,
      CompactMealy<ClientStimulus, String> machine,
      List<Walk<ClientStimulus>> walks) {
    static Plan of(
        ClientView view,
        Function<CompactMealy<ClientStimulus, String>, List<List<ClientStimulus>>> over) {
      var machine = Observable.of(view);
      return new Plan(view, machine, over.apply(machine).stream().map(Walk::new).toList());
    }

    /// The shortest way to see that a client is faulty for one of these rules, if this ground shows
    /// it.
    Optional<Walk.Difference<ClientStimulus>> difference(FaultyMachine fault, Set<String> rules) {
      var rooms = MemoryOutside.rooms(WHOLE, view.overflow(), FaultyClient.with(fault));
      Function<Walk<ClientStimulus>, Optional<Walk.Difference<ClientStimulus>>> play =
          walk ->
              in(rooms, walk)
                  .filter(found -> ClientSights.broken(found).stream().anyMatch(rules::contains));
      return walks.stream()
          .flatMap(walk -> play.apply(walk).stream())
          .map(Walk.Difference::walk)
          .findFirst()
          .map(walk -> Shrinkable.shortest(walk, any -> play.apply(any).isPresent()))
          .flatMap(play);
    }

    private Optional<Walk.Difference<ClientStimulus>> in(
        Room.Factory<ClientStimulus> rooms, Walk<ClientStimulus> walk) {
      return walk.in(rooms, machine, new Coverage<>(machine));
    }
  }

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
    var found = PLANS.stream().flatMap(plan -> plan.difference(fault, rules).stream()).findFirst();

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
