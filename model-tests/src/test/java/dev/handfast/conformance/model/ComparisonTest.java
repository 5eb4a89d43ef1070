package dev.handfast.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A comparison that cannot fail proves nothing: machines with one wrong cell are told apart.
class ComparisonTest {
  private static final Evidence EVIDENCE = Evidence.of(ComparisonTest.class);

  private static final StateGraph GRAPH = GraphFile.graph("ClientMachine");

  /// The real machine, but for one cell.
  private static class Mutant implements Voice<ClientState, ClientEffect> {
    final ClientVoice real = new ClientVoice(2);

    @Override
    public ClientState initial() {
      return real.initial();
    }

    @Override
    public Map<String, Object> state(ClientState state) {
      return real.state(state);
    }

    @Override
    public Step<ClientState, ClientEffect> step(ClientState state, Map<String, Object> input) {
      return real.step(state, input);
    }

    @Override
    public List<Map<String, Object>> effects(List<ClientEffect> effects) {
      return real.effects(effects);
    }
  }

  /// Ends at the first state that shows a difference.
  private static List<String> differences(String id, Voice<ClientState, ClientEffect> mutant) {
    List<String> differences = Comparison.of(GRAPH, mutant).differences();
    if (differences.isEmpty()) {
      EVIDENCE.blind(id, Rung.CELLS, GRAPH.transitions() + " cells");
    } else {
      String first = differences.getFirst();
      EVIDENCE.killed(id, Rung.CELLS, List.of(Evidence.TABLE), steps(first), first);
    }
    return differences;
  }

  /// Events up to the wrong cell, itself included.
  private static int steps(String difference) {
    String script = difference.lines().findFirst().orElseThrow();
    return script.equals("after nothing") ? 1 : script.split(", [A-Z]", -1).length + 1;
  }

  /// What other rungs answer for is tried here, too. A fault with a memory is asked state by state
  /// as if it had lived through another life.
  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_of_the_machine_is_looked_for(FaultyMachine fault) {
    FaultyMachine.Machine machine = fault.machine().get();
    var _ = differences(fault.id(), new ClientVoice(2, machine::step));
  }

  static Stream<FaultyMachine> faults() {
    return Stream.concat(Stream.of(MachineFault.values()), Stream.of(RaceFault.values()));
  }

  @Test
  void a_refusal_that_is_taken_for_an_acceptance_is_told_with_the_shortest_script() {
    var failOpen =
        new Mutant() {
          @Override
          public Step<ClientState, ClientEffect> step(
              ClientState state, Map<String, Object> input) {
            return input.get("type").equals("AckRefused")
                ? real.step(state, Map.of("type", "AckAccepted", "peer", "PLAIN"))
                : real.step(state, input);
          }
        };

    assertThat(differences("cell/REFUSAL_ACCEPTS", failOpen))
        .first()
        .asString()
        .startsWith("after Started, Opened")
        .contains("then AckRefused")
        .contains("the model goes to")
        .contains("cause=Refused");
  }

  @Test
  void a_missing_effect_is_told() {
    var silent =
        new Mutant() {
          @Override
          public Step<ClientState, ClientEffect> step(
              ClientState state, Map<String, Object> input) {
            Step<ClientState, ClientEffect> step = real.step(state, input);
            return input.get("type").equals("PingReceived")
                ? new Step<>(step.next(), List.of())
                : step;
          }
        };

    assertThat(differences("cell/SILENT_PING", silent))
        .first()
        .asString()
        .contains("after nothing", "then PingReceived", "NOT_OPEN");
  }
}
