package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.Rule;
import dev.handfast.conformance.world.ClientSubject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.conformance.WpMethodTestsIterator;
import org.junit.jupiter.api.Test;

/// Words that tell the client's machine from every other one that is not much larger.
class WpSuiteTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");
  private static final int EXTRA = DEEP ? 2 : 1;

  private static final CompactMealy<ClientStimulus, String> MACHINE = ClientView.CORE.machine();

  @Test
  @Rule({"HF-1", "HF-3", "HF-4", "HF-5", "HF-7", "HF-8", "HF-10", "HF-11", "HF-12"})
  void the_client_is_no_other_machine_with_a_state_more() {
    var rooms = MemoryOutside.rooms(1 << 16, ClientView.CORE.overflow(), ClientSubject::real);
    var coverage = new Coverage<>(MACHINE);
    var words = new WpMethodTestsIterator<>(MACHINE, MACHINE.getInputAlphabet(), EXTRA);
    while (words.hasNext()) {
      new Walk<>(words.next().asList())
          .in(rooms, MACHINE, coverage)
          .ifPresent(difference -> fail("%s", difference));
    }
    System.out.printf(
        """
        Wp suite in memory: %s.
          It rejects every client that behaves like a deterministic machine of at most %d states \
        over the stimuli %s
          and differs in what is seen of it. Not covered: larger machines, other stimuli, sizes and \
        contents of messages, stimuli before the world has come to rest, and threads.
        """,
        coverage, MACHINE.size() + EXTRA, MACHINE.getInputAlphabet());
    assertThat(coverage.missingTransitions()).isZero();
  }

  @Test
  void it_rejects_every_machine_with_one_wrong_cell_or_one_wrong_state_more() {
    var words = new ArrayList<List<ClientStimulus>>();
    new WpMethodTestsIterator<>(MACHINE, MACHINE.getInputAlphabet(), 1)
        .forEachRemaining(word -> words.add(word.asList()));
    var wp = byStep(words);

    System.out.println("rejected by            transitions     pairs    Wp + 1  of");
    assertThat(survivors("wrong outputs", Mutants.ofOutputs(MACHINE), wp)).isZero();
    assertThat(survivors("wrong transfers", Mutants.ofTransfers(MACHINE), wp)).isZero();
    assertThat(survivors("a state too many", Mutants.ofExtraStates(MACHINE), wp)).isZero();
  }

  /// The words that take each step: no other word can notice that the step is wrong.
  private static Map<Step<ClientStimulus>, List<List<ClientStimulus>>> byStep(
      List<List<ClientStimulus>> words) {
    var byStep = new HashMap<Step<ClientStimulus>, List<List<ClientStimulus>>>();
    for (List<ClientStimulus> word : words) {
      var steps = new HashSet<Step<ClientStimulus>>();
      int state = MACHINE.getIntInitialState();
      for (ClientStimulus stimulus : word) {
        int to = MACHINE.getSuccessor(state, stimulus);
        steps.add(new Step<>(state, stimulus, to));
        state = to;
      }
      steps.forEach(step -> byStep.computeIfAbsent(step, _ -> new ArrayList<>()).add(word));
    }
    return byStep;
  }

  /// How many the Wp suite does not reject; the walks are told for comparison.
  private static long survivors(
      String kind,
      Stream<Mutants.Mutant<ClientStimulus>> mutants,
      Map<Step<ClientStimulus>, List<List<ClientStimulus>>> wp) {
    List<Mutants.Mutant<ClientStimulus>> all = mutants.toList();
    assertThat(all).isNotEmpty();
    long rejected = rejected(all, wp);
    System.out.printf(
        "  %-20s %12d %9d %9d  %d%n",
        kind,
        rejected(all, byStep(Walks.overTransitions(MACHINE))),
        rejected(all, byStep(Walks.overPairs(MACHINE))),
        rejected,
        all.size());
    return all.size() - rejected;
  }

  private static long rejected(
      List<Mutants.Mutant<ClientStimulus>> mutants,
      Map<Step<ClientStimulus>, List<List<ClientStimulus>>> words) {
    return mutants.stream()
        .filter(
            mutant ->
                words.getOrDefault(mutant.cell(), List.of()).stream()
                    .anyMatch(word -> differs(mutant.machine(), word)))
        .count();
  }

  private static boolean differs(
      CompactMealy<ClientStimulus, String> mutant, List<ClientStimulus> word) {
    int right = MACHINE.getIntInitialState();
    int wrong = mutant.getIntInitialState();
    for (ClientStimulus stimulus : word) {
      if (!mutant.getOutput(wrong, stimulus).equals(MACHINE.getOutput(right, stimulus))) {
        return true;
      }
      right = MACHINE.getSuccessor(right, stimulus);
      wrong = mutant.getSuccessor(wrong, stimulus);
    }
    return false;
  }
}
