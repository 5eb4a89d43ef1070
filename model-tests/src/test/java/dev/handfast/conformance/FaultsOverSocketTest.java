package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.story.Played;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a script shows of a fault in memory, its token shows over a real socket, too. Each fault
/// costs the time in which what is missing must have come: not in every build.
@EnabledIfSystemProperty(named = "handfast.deep", matches = "true")
class FaultsOverSocketTest {
  private static final long SEED = 20_260_102L;
  private static final int TRIES = 3_000;

  /// What shows in memory alone: two clients, a first attempt before anybody can look, a pipe that
  /// is full of three messages.
  private static final Set<FaultyMachine> IN_MEMORY =
      Set.of(
          RaceFault.REMEMBERS_READY,
          RaceFault.FIRST_REFUSAL_IS_FATAL,
          RaceFault.REFUSED_IS_CONNECTED,
          RaceFault.CLOSE_HANGS_UP);

  static Stream<FaultyMachine> faults() {
    return Stream.<FaultyMachine>concat(
            Stream.of(MachineFault.values()), Stream.of(RaceFault.values()))
        .filter(fault -> !IN_MEMORY.contains(fault));
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-9", "HF-12"})
  void its_token_fails_over_a_socket(FaultyMachine fault) {
    var memory = new Stage(Where.MEMORY, FaultyClient.with(fault), UnaryOperator.identity());
    var found =
        Search.forDifference(
            SEED, TRIES, Menu::draw, script -> memory.play(script.overSocket()).differences());
    var token = new Token(new Recording.ClientLife(found.orElseThrow().script())).toString();
    Played played =
        new Stage(Where.JDK, FaultyClient.with(fault), UnaryOperator.identity())
            .play(Token.parse(token).recording());
    System.out.println(fault + ": " + token + " " + played.differences());
    assertThat(played.differences()).as(fault + ": " + token).isNotEmpty();
  }
}
