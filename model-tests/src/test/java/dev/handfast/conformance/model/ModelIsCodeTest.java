package dev.handfast.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.evidence.Evidence;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// TLC checks the model of each machine, and the machine in Java does what its model does, cell by
/// cell. The graph that was compared is committed: `spec/generated`.
///
/// With `-Dhandfast.update=true` it writes that.
class ModelIsCodeTest {
  private static final Evidence EVIDENCE = Evidence.of(ModelIsCodeTest.class);

  private static final String WORKER = "ClientMachineGraph";
  private static final String ORCHESTRATOR = "ServerMachineGraph";

  /// The graphs that are compared, by the names of their configurations.
  static final Set<String> GRAPHS = Set.of(WORKER, ORCHESTRATOR);

  private static final int LIMIT =
      2; // as in the configurations: with 1, a lost second message shows nowhere

  @Test
  void the_workers_machine_is_its_model() throws Exception {
    StateGraph graph = checked(WORKER);

    agree("worker", graph, new ClientVoice(LIMIT));
    isCommitted("ClientMachine", graph);
    everyEventIsAnInput(graph, dev.handfast.transition.ClientEvent.class);
  }

  @Test
  void the_orchestrators_machine_is_its_model() throws Exception {
    StateGraph graph = checked(ORCHESTRATOR);

    agree("orchestrator", graph, new ServerVoice(LIMIT));
    isCommitted("ServerMachine", graph);
    everyEventIsAnInput(graph, dev.handfast.transition.ServerEvent.class);
  }

  private static StateGraph checked(String configuration) throws Exception {
    return StateGraph.parse(ModelCheck.right(Manifest.of(configuration), EVIDENCE).text());
  }

  private static <S, F> void agree(String who, StateGraph graph, Voice<S, F> voice) {
    Comparison.Result result = Comparison.of(graph, voice);

    assertThat(result.differences())
        .as(
            "cells in which the %s's machine in Java and its model in spec/tla differ, from nearest"
                + " to farthest; section 10 of spec/PROTOCOL.md says which of them is right",
            who)
        .isEmpty();
    assertThat(result.missing()).as("states that the machine never reaches").isEmpty();
    assertThat(result.transitions()).isEqualTo(graph.transitions());
    EVIDENCE.figure(
        "model and machine, " + who,
        "%d states, %d transitions".formatted(result.states(), result.transitions()));
    System.out.printf("%d states, %d transitions%n", result.states(), result.transitions());
  }

  private static void isCommitted(String machine, StateGraph graph) throws Exception {
    GraphFile wanted = GraphFile.of(machine, graph);
    if (Boolean.getBoolean("handfast.update")) {
      wanted.write();
    }

    assertThat(wanted.complaintAbout(GraphFile.committed(machine))).isEmpty();
    assertThat(GraphFile.graph(machine)).as("the file, read again").isEqualTo(graph);
  }

  private static void everyEventIsAnInput(StateGraph graph, Class<?> events) {
    Set<String> inputs =
        graph.edges().values().stream()
            .flatMap(edges -> edges.keySet().stream())
            .map((Map<String, Object> input) -> input.get("type").toString())
            .collect(Collectors.toSet());

    assertThat(inputs).isEqualTo(leaves(events).collect(Collectors.toSet()));
  }

  private static java.util.stream.Stream<String> leaves(Class<?> sealed) {
    return sealed.isSealed()
        ? java.util.Arrays.stream(sealed.getPermittedSubclasses()).flatMap(ModelIsCodeTest::leaves)
        : java.util.stream.Stream.of(sealed.getSimpleName());
  }
}
