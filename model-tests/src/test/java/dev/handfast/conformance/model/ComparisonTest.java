package dev.handfast.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A comparison that cannot fail proves nothing: machines with one wrong cell are told apart.
class ComparisonTest {

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

  private static List<String> differences(Mutant mutant) throws Exception {
    StateGraph graph = StateGraph.parse(Tlc.check("ClientMachineGraph").text());
    return Comparison.of(graph, mutant).differences();
  }

  @Test
  void a_refusal_that_is_taken_for_an_acceptance_is_told_with_the_shortest_script()
      throws Exception {
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

    assertThat(differences(failOpen))
        .first()
        .asString()
        .startsWith("after Started, Opened")
        .contains("then AckRefused")
        .contains("the model goes to")
        .contains("cause=Refused");
  }

  @Test
  void a_missing_effect_is_told() throws Exception {
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

    assertThat(differences(silent))
        .first()
        .asString()
        .contains("after nothing", "then PingReceived", "NOT_OPEN");
  }
}
