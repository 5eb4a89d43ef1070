package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.handfast.client.FaultyClient;
import dev.handfast.client.MachineFault;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.evidence.Evidence;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What somebody reads when a walk fails.
class GroundTest {
  private static final Pattern AGAIN = Pattern.compile("again: handfast replay '(hf1:.*)'");

  private static final ClientSubject.Factory DEAF =
      FaultyClient.with(MachineFault.DEAF_BEFORE_THE_VERDICT);

  @Test
  void a_failed_walk_is_told_as_the_shortest_one_with_a_diagram_and_a_token_that_fails_again() {
    String message = failure().getMessage();

    assertThat(message)
        .startsWith(
            """
            deaf: what is seen is not what the machine says
            client TALK, chunks of 1
              RETRY_FINDS_PEER
              PING

                 outside                               machine
              1. │─ RETRY_FINDS_PEER ─────────────────▶│
                 │                                     │ · peer reads handshake; AwaitingAck
              2. │─ PING ─────────────────────────────▶│
                 │                                     │ · AwaitingAck

            differs:
              expected peer reads pong; AwaitingAck
              seen     AwaitingAck

            again: handfast replay 'hf1:walk:\
            """);
    var token = AGAIN.matcher(message);
    assertThat(token.find()).as(message).isTrue();
    assertThat(
            new Stage(Where.MEMORY, DEAF, UnaryOperator.identity())
                .play(Token.parse(token.group(1)).recording())
                .differences())
        .containsExactly("after PING: expected peer reads pong; AwaitingAck, seen AwaitingAck");
  }

  private static Throwable failure() {
    var ground =
        new Ground<>(
            "deaf",
            Observable.of(ClientView.TALK),
            MemoryOutside.rooms(1, ClientView.TALK.overflow(), DEAF),
            Where.MEMORY,
            stimuli -> WalkScript.of(ClientView.TALK, stimuli).inChunksOf(1),
            Evidence.of(GroundTest.class));
    return catchThrowable(
        () ->
            ground.each(
                List.of(
                    List.of(
                        ClientStimulus.SEND,
                        ClientStimulus.RETRY_FINDS_PEER,
                        ClientStimulus.SEND,
                        ClientStimulus.PING,
                        ClientStimulus.CLOSE))));
  }
}
