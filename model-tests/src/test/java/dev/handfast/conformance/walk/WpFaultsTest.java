package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.conformance.WpMethodTestsIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The Wp suite of the client's core meets every named fault; those whose stimulus is not in the
/// core, it cannot see.
class WpFaultsTest {
  private static final Evidence EVIDENCE = Evidence.of(WpFaultsTest.class);
  private static final int MOST_STEPS = 8;

  /// In every build the suite that rejects machines of as many states as the right one: who cannot
  /// be seen goes over all of it.
  private static final int EXTRA = Boolean.getBoolean("handfast.deep") ? 1 : 0;

  private static final Trial SUITE = Trial.of(ClientView.CORE, WpFaultsTest::words);

  /// Sorted, so that the same word is the first to see a fault in every run: the suite's own order
  /// changes.
  private static List<List<ClientStimulus>> words(CompactMealy<ClientStimulus, String> machine) {
    var words = new ArrayList<List<ClientStimulus>>();
    new WpMethodTestsIterator<>(machine, machine.getInputAlphabet(), EXTRA)
        .forEachRemaining(word -> words.add(word.asList()));
    words.sort(
        Comparator.<List<ClientStimulus>>comparingInt(List::size)
            .thenComparing(word -> word.toArray(ClientStimulus[]::new), Arrays::compare));
    return words;
  }

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-1", "HF-3", "HF-5", "HF-6", "HF-7", "HF-12", "HF-30"})
  void a_fault_of_the_machine_meets_the_suite(MachineFault fault) {
    meets(fault);
  }

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-19", "HF-25"})
  void a_race_that_others_had_meets_the_suite(RaceFault fault) {
    meets(fault);
  }

  private static void meets(FaultyMachine fault) {
    Set<String> rules = Zoo.get().rules(fault.id());
    Optional<Walk.Difference<ClientStimulus>> found =
        SUITE.difference(fault, rules).or(() -> SUITE.difference(fault));
    found.ifPresentOrElse(
        difference -> isRejected(fault, difference),
        () -> EVIDENCE.blind(fault.id(), Rung.WORDS, SUITE.walks().size() + " words"));
    assertThat(found.isEmpty())
        .as("%s is not seen by the suite: %s", fault.id(), found)
        .isEqualTo(Zoo.get().isBlind(fault.id(), Rung.WORDS));
  }

  private static void isRejected(FaultyMachine fault, Walk.Difference<ClientStimulus> difference) {
    System.out.println(fault.id() + ": " + ClientSights.broken(difference) + " " + difference);
    EVIDENCE.killed(
        fault.id(),
        Rung.WORDS,
        ClientSights.broken(difference),
        difference.walk().stimuli().size(),
        "expected " + difference.expected() + "; seen " + difference.seen());
    assertThat(difference.walk().stimuli()).hasSizeLessThanOrEqualTo(MOST_STEPS);
  }
}
