package dev.handfast.conformance.drive;

import static dev.handfast.conformance.script.ServerStep.tells;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerScript.Duplicates;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.script.ServerStep.Verdict;
import dev.handfast.conformance.script.Surroundings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerFitTest {
  private static final Set<String> ALL = Set.of("verdicts", "replacing", "requests");

  private static final ServerStep ACCEPT = new ServerStep.Decides(Child.ANN, Verdict.ACCEPT);
  private static final ServerStep CONNECTS = new ServerStep.Connects(0);
  private static final ServerStep HELLO = tells(0, Line.HELLO_ANN);
  private static final ServerStep ASKS = tells(0, Line.ASK);
  private static final ServerStep ANSWERS = new ServerStep.HandlersWork(0);
  private static final ServerStep LEAVES = new ServerStep.Leaves(0);
  private static final ServerStep STOPS = new ServerStep.Stops();

  private static List<ServerStep> fitted(Set<String> features, ServerStep... steps) {
    return ServerFit.of(features, script(Duplicates.REPLACE, steps)).steps();
  }

  private static ServerScript script(Duplicates duplicates, ServerStep... steps) {
    return new ServerScript(duplicates, 2, Surroundings.WHOLE, List.of(steps));
  }

  @Test
  void a_request_is_answered_behind_the_step_that_asks_unless_the_program_rests() {
    assertThat(fitted(ALL, CONNECTS, HELLO, ACCEPT, ASKS))
        .containsExactly(CONNECTS, HELLO, ACCEPT, ASKS, ANSWERS, STOPS, LEAVES);
    assertThat(fitted(ALL, CONNECTS, HELLO, ACCEPT, new ServerStep.HandlersRest(0), ASKS, STOPS))
        .containsExactly(CONNECTS, HELLO, ACCEPT, ASKS, STOPS, ANSWERS, LEAVES);
    assertThat(fitted(ALL, CONNECTS, tells(0, Line.HELLO_ANN, Line.ASK), ACCEPT))
        .containsExactly(
            CONNECTS, tells(0, Line.HELLO_ANN, Line.ASK), ACCEPT, ANSWERS, STOPS, LEAVES);
  }

  @Test
  void what_takes_time_or_depends_on_what_the_server_may_notice_is_left_out() {
    assertThat(fitted(ALL, CONNECTS, new ServerStep.Wait(5), HELLO, LEAVES, ACCEPT))
        .containsExactly(CONNECTS, HELLO, ACCEPT, STOPS, LEAVES);
  }

  @Test
  void what_shows_nothing_has_a_ping_behind_it() {
    assertThat(fitted(ALL, CONNECTS, new ServerStep.Connects(1), tells(1, Line.UNKNOWN)))
        .containsExactly(
            CONNECTS,
            tells(0, Line.PING),
            new ServerStep.Connects(1),
            tells(1, Line.UNKNOWN, Line.PING),
            STOPS,
            LEAVES,
            new ServerStep.Leaves(1));
  }

  @Test
  void a_server_without_verdicts_lets_everybody_in_at_once() {
    assertThat(
            fitted(
                Set.of(),
                CONNECTS,
                HELLO,
                new ServerStep.Decides(Child.ANN, Verdict.REFUSE),
                tells(0, Line.ASK, Line.LOG)))
        .containsExactly(CONNECTS, HELLO, ACCEPT, tells(0, Line.LOG), STOPS, LEAVES);
  }

  @Test
  void there_is_room_for_all_and_nobody_is_replaced_by_a_driver_that_cannot() {
    assertThat(ServerFit.of(ALL, script(Duplicates.REPLACE)))
        .isEqualTo(
            new ServerScript(
                Duplicates.REPLACE, ServerScript.CONNECTIONS, Surroundings.WHOLE, List.of(STOPS)));
    assertThat(ServerFit.of(Set.of(), script(Duplicates.REPLACE)).duplicates())
        .isEqualTo(Duplicates.REJECT);
  }
}
