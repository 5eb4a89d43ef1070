package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.Rule;
import dev.handfast.conformance.model.Edge;
import dev.handfast.conformance.model.GraphFile;
import dev.handfast.conformance.model.StateGraph;
import dev.handfast.conformance.reference.ServerSlip;
import dev.handfast.conformance.reference.Slip;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.walk.Wire.Stalled;
import dev.handfast.evidence.Evidence;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.Automata;
import net.automatalib.word.Word;
import org.junit.jupiter.api.Test;

/// Three voices say the same of both machines: the formal model, by its committed graph, and the
/// library's transition function, in every state and over all stimuli at once; and the reference,
/// which was written from the text and knows neither, wherever it can be led. Where it cannot,
/// [Unheard] says why, and how much that is, the figures.
class VoicesTest {
  private static final Evidence EVIDENCE = Evidence.of(VoicesTest.class);

  private static final Set<ServerStimulus> SERVER = EnumSet.allOf(ServerStimulus.class);

  private static final StateGraph CLIENT_GRAPH = GraphFile.graph("ClientMachine");
  private static final StateGraph SERVER_GRAPH = GraphFile.graph("ServerMachine");

  private static final Set<Edge> CLIENT_PASSED = new HashSet<>();
  private static final CompactMealy<ClientStimulus, String> CLIENT_MODEL =
      clientInGraph(Stalled.A_PART);

  /// A pipe that takes nothing leaves states that another one only passes through.
  private static final CompactMealy<ClientStimulus, String> STUCK_MODEL =
      clientInGraph(Stalled.NOTHING);

  private static CompactMealy<ClientStimulus, String> clientInGraph(Stalled stalled) {
    var machine = ClientInGraph.of(CLIENT_GRAPH, CLIENT_PASSED);
    return Sights.abstracted(
        Observable.of(
            ClientScene.started(Overflow.FAILS, new Wire(stalled), machine),
            EnumSet.allOf(ClientStimulus.class)));
  }

  // The model and the code.

  @Test
  void the_model_of_the_worker_and_its_code_are_one_machine() {
    areOne("worker", Whole.CLIENT, CLIENT_MODEL);
    areOne(
        "worker before a pipe that takes nothing",
        Observable.of(
            ClientScene.started(Overflow.FAILS, new Wire(Stalled.NOTHING), ClientScene.code()),
            EnumSet.allOf(ClientStimulus.class)),
        STUCK_MODEL);
  }

  @Test
  void the_model_of_the_orchestrator_and_its_code_are_one_machine() {
    areOne(
        "orchestrator",
        Observable.of(ServerScene.connected(), SERVER),
        serverInGraph(SERVER, new HashSet<>()));
  }

  private static CompactMealy<ServerStimulus, String> serverInGraph(
      Set<ServerStimulus> alphabet, Set<Edge> passed) {
    return Sights.abstracted(
        Observable.of(ServerScene.connected(ServerInGraph.of(SERVER_GRAPH, passed)), alphabet));
  }

  private static <I> void areOne(
      String who, CompactMealy<I, String> code, CompactMealy<I, String> model) {
    CompactMealy<I, String> abstracted = Sights.abstracted(code);
    Word<I> word = Automata.findSeparatingWord(abstracted, model, code.getInputAlphabet());
    if (word != null) {
      fail(
          "%s: the code and spec/generated differ after %s%n  code:  %s%n  model: %s",
          who, word, abstracted.computeOutput(word), model.computeOutput(word));
    }
    String counted = "%d states, %d transitions".formatted(code.size(), Step.of(code).size());
    System.out.printf("code and graph of the %s: %s%n", who, counted);
    EVIDENCE.figure("voices, code and graph of the " + who, counted);
  }

  // The reference and both.

  @Test
  @Rule({
    "HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-10", "HF-11",
    "HF-12", "HF-17", "HF-18", "HF-26", "HF-29", "HF-30"
  })
  void the_reference_client_says_what_the_code_says() {
    saysTheSame(
        "client, as the code", Whole.CLIENT, ReferenceRoom.rooms(Overflow.FAILS, Slip.NONE));
  }

  @Test
  @Rule({"HF-5", "HF-11", "HF-32"})
  void a_reference_client_that_drops_says_what_the_code_says() {
    saysTheSame(
        "dropping client, as the code",
        Observable.of(
            ClientScene.started(Overflow.DROPS_LOGS), EnumSet.allOf(ClientStimulus.class)),
        ReferenceRoom.rooms(Overflow.DROPS_LOGS, Slip.NONE));
  }

  @Test
  @Rule({
    "HF-9", "HF-10", "HF-12", "HF-13", "HF-14", "HF-16", "HF-17", "HF-18", "HF-21", "HF-27", "HF-33"
  })
  void the_reference_server_says_what_the_code_says() {
    saysTheSame("server, as the code", Whole.SERVER, ReferenceServerRoom.rooms(ServerSlip.NONE));
  }

  @Test
  void the_reference_client_says_what_the_model_says() {
    saysTheSame(
        "client, as the model",
        CLIENT_MODEL,
        Sights.abstracted(ReferenceRoom.rooms(Overflow.FAILS, Slip.NONE)));
    saysTheSame(
        "client before a pipe that takes nothing, as the model",
        STUCK_MODEL,
        Sights.abstracted(ReferenceRoom.rooms(Overflow.FAILS, Stalled.NOTHING, Slip.NONE)));
    count("worker", Cells.of(CLIENT_GRAPH, CLIENT_PASSED), Unheard.CLIENT);
  }

  @Test
  void the_reference_server_says_what_the_model_says() {
    var passed = new HashSet<Edge>();
    saysTheSame(
        "server, as the model",
        serverInGraph(Whole.READING, passed),
        Sights.abstracted(ReferenceServerRoom.rooms(ServerSlip.NONE)));
    count("orchestrator", Cells.of(SERVER_GRAPH, passed), Unheard.SERVER);
  }

  private static <I> void saysTheSame(
      String who, CompactMealy<I, String> machine, Room.Factory<I> reference) {
    var coverage = new Coverage<>(machine);
    for (List<I> word : Whole.words(machine)) {
      new Walk<>(word)
          .in(reference, machine, coverage)
          .ifPresent(
              difference ->
                  fail(
                      "the reference %s: section 10 of spec/PROTOCOL.md says which of them is"
                          + " right%n%s",
                      who, difference));
    }
    System.out.printf("reference %s: %s%n", who, coverage);
    EVIDENCE.figure("voices, reference " + who, coverage);
    assertThat(coverage.missingTransitions()).isZero();
  }

  /// Cells of the graph of which the reference says nothing have a reason, each.
  private static void count(String who, Cells cells, Unheard unheard) {
    String counted =
        "%d of %d kinds of cells; not: %s"
            .formatted(
                cells.all().size() - cells.missed().size(),
                cells.all().size(),
                unheard.count(cells.missed()));
    System.out.printf("reference and graph of the %s: %s%n", who, counted);
    EVIDENCE.figure("voices, reference and graph of the " + who, counted);
  }
}
