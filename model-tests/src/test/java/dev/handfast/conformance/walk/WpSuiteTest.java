package dev.handfast.conformance.walk;

import static dev.handfast.conformance.walk.ServerStimulus.ASK;
import static dev.handfast.conformance.walk.ServerStimulus.CLOSE;
import static dev.handfast.conformance.walk.ServerStimulus.CLOSE_DUE;
import static dev.handfast.conformance.walk.ServerStimulus.DECIDE;
import static dev.handfast.conformance.walk.ServerStimulus.HANDSHAKE_DUE;
import static dev.handfast.conformance.walk.ServerStimulus.HELLO;
import static dev.handfast.conformance.walk.ServerStimulus.LEAVES;
import static dev.handfast.conformance.walk.ServerStimulus.LOG;
import static dev.handfast.conformance.walk.ServerStimulus.ORDER;
import static dev.handfast.conformance.walk.ServerStimulus.PING;
import static dev.handfast.conformance.walk.ServerStimulus.VERDICT_NO;
import static dev.handfast.conformance.walk.ServerStimulus.VERDICT_YES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.conformance.WpMethodTestsIterator;
import org.junit.jupiter.api.Test;

/// Words that tell a machine from every other one that is not much larger.
class WpSuiteTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");
  private static final Evidence EVIDENCE = Evidence.of(WpSuiteTest.class);
  private static final int EXTRA = DEEP ? 2 : 1;

  private static final int WHOLE = 1 << 16;

  private static final CompactMealy<ClientStimulus, String> CLIENT = Observable.of(ClientView.CORE);

  /// What decides a connection's state, and what goes both ways in a session.
  private static final CompactMealy<ServerStimulus, String> SERVER =
      Observable.of(
          ServerScene.connected(),
          EnumSet.of(
              HELLO,
              LOG,
              ASK,
              PING,
              VERDICT_YES,
              VERDICT_NO,
              DECIDE,
              ORDER,
              CLOSE,
              LEAVES,
              HANDSHAKE_DUE,
              CLOSE_DUE));

  @Test
  @Rule({"HF-1", "HF-3", "HF-4", "HF-5", "HF-7", "HF-8", "HF-10", "HF-11", "HF-12"})
  void the_client_is_no_other_machine_with_a_state_more() {
    isNoOther(
        new Ground<>(
            "client",
            CLIENT,
            MemoryOutside.rooms(WHOLE, ClientView.CORE.overflow(), ClientSubject::real),
            Where.MEMORY,
            stimuli -> WalkScript.of(ClientView.CORE, stimuli),
            EVIDENCE));
  }

  @Test
  @Rule({"HF-4", "HF-5", "HF-7", "HF-10", "HF-12", "HF-13", "HF-14", "HF-16", "HF-27"})
  void the_server_is_no_other_machine_with_a_state_more() {
    isNoOther(
        new Ground<>(
            "server",
            SERVER,
            MemoryOutside.sessions(WHOLE),
            Where.MEMORY,
            WalkScript::of,
            EVIDENCE));
  }

  private static <I> void isNoOther(Ground<I> ground) {
    CompactMealy<I, String> machine = ground.machine();
    var coverage = new Coverage<>(machine);
    var words = new WpMethodTestsIterator<>(machine, machine.getInputAlphabet(), EXTRA);
    while (words.hasNext()) {
      ground.go(new Walk<>(words.next().asList()), coverage);
    }
    System.out.printf(
        """
        Wp suite in memory: %s.
          It rejects every %s that behaves like a deterministic machine of at most %d states \
        over the stimuli %s
          and differs in what is seen of it. Not covered: larger machines, other stimuli, sizes and \
        contents of messages, stimuli before the world has come to rest, and threads.
        """,
        coverage, ground.name(), machine.size() + EXTRA, machine.getInputAlphabet());
    EVIDENCE.figure(
        "words, Wp suite of the %s with %d states more".formatted(ground.name(), EXTRA), coverage);
    assertThat(coverage.missingTransitions()).isZero();
  }

  @Test
  void it_rejects_every_client_with_one_wrong_cell_or_one_wrong_state_more() {
    rejectsAll("CORE", CLIENT);
  }

  @Test
  void it_rejects_every_server_with_one_wrong_cell_or_one_wrong_state_more() {
    rejectsAll("SERVER_CORE", SERVER);
  }

  private static <I> void rejectsAll(String name, CompactMealy<I, String> machine) {
    var words = new ArrayList<List<I>>();
    new WpMethodTestsIterator<>(machine, machine.getInputAlphabet(), 1)
        .forEachRemaining(word -> words.add(word.asList()));
    var wp = byStep(machine, words);

    System.out.println("rejected by                        transitions     pairs    Wp + 1  of");
    isRejected("table/" + name + "_OUTPUTS", machine, Mutants.ofOutputs(machine), wp);
    isRejected("table/" + name + "_TRANSFERS", machine, Mutants.ofTransfers(machine), wp);
    isRejected("table/" + name + "_EXTRA_STATES", machine, Mutants.ofExtraStates(machine), wp);
  }

  /// The words that take each step: no other word can notice that the step is wrong.
  private static <I> Map<Step<I>, List<List<I>>> byStep(
      CompactMealy<I, String> machine, List<List<I>> words) {
    var byStep = new HashMap<Step<I>, List<List<I>>>();
    for (List<I> word : words) {
      var steps = new HashSet<Step<I>>();
      int state = machine.getIntInitialState();
      for (I stimulus : word) {
        int to = machine.getSuccessor(state, stimulus);
        steps.add(new Step<>(state, stimulus, to));
        state = to;
      }
      steps.forEach(step -> byStep.computeIfAbsent(step, _ -> new ArrayList<>()).add(word));
    }
    return byStep;
  }

  /// The Wp suite rejects each; the walks are told for comparison.
  private static <I> void isRejected(
      String id,
      CompactMealy<I, String> machine,
      Stream<Mutants.Mutant<I>> mutants,
      Map<Step<I>, List<List<I>>> wp) {
    List<Mutants.Mutant<I>> all = mutants.toList();
    assertThat(all).isNotEmpty();
    long rejected = rejected(machine, all, wp);
    long byTransitions = rejected(machine, all, byStep(machine, Walks.overTransitions(machine)));
    long byPairs = rejected(machine, all, byStep(machine, Walks.overPairs(machine)));
    System.out.printf(
        "  %-32s %12d %9d %9d  %d%n", id, byTransitions, byPairs, rejected, all.size());
    EVIDENCE.figure(
        "mutants and words, " + id,
        "%d; rejected by walks over transitions %d, over pairs %d, by the Wp suite %d"
            .formatted(all.size(), byTransitions, byPairs, rejected));
    if (rejected == all.size()) {
      EVIDENCE.killed(id, Rung.WORDS, List.of("every cell"), longest(wp), "rejected " + rejected);
    } else {
      EVIDENCE.blind(id, Rung.WORDS, (all.size() - rejected) + " are not rejected");
    }
    assertThat(rejected).as("%s that the Wp suite rejects", id).isEqualTo(all.size());
  }

  private static <I> int longest(Map<Step<I>, List<List<I>>> words) {
    return words.values().stream().flatMap(List::stream).mapToInt(List::size).max().orElseThrow();
  }

  private static <I> long rejected(
      CompactMealy<I, String> machine,
      List<Mutants.Mutant<I>> mutants,
      Map<Step<I>, List<List<I>>> words) {
    return mutants.stream()
        .filter(
            mutant ->
                words.getOrDefault(mutant.cell(), List.of()).stream()
                    .anyMatch(word -> differs(machine, mutant.machine(), word)))
        .count();
  }

  private static <I> boolean differs(
      CompactMealy<I, String> machine, CompactMealy<I, String> mutant, List<I> word) {
    int right = machine.getIntInitialState();
    int wrong = mutant.getIntInitialState();
    for (I stimulus : word) {
      if (!mutant.getOutput(wrong, stimulus).equals(machine.getOutput(right, stimulus))) {
        return true;
      }
      right = machine.getSuccessor(right, stimulus);
      wrong = mutant.getSuccessor(wrong, stimulus);
    }
    return false;
  }
}
