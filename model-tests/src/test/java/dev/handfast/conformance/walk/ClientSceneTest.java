package dev.handfast.conformance.walk;

import static dev.handfast.conformance.walk.ClientStimulus.ACCEPT;
import static dev.handfast.conformance.walk.ClientStimulus.ASK;
import static dev.handfast.conformance.walk.ClientStimulus.REQUEST_DUE;
import static dev.handfast.conformance.walk.ClientStimulus.RETRY_FINDS_PEER;
import static dev.handfast.conformance.walk.ClientStimulus.SEND;
import static dev.handfast.conformance.walk.ClientStimulus.STOPS_READING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.script.Surroundings.Overflow;
import org.junit.jupiter.api.Test;

/// A scene's key is one for states that behave alike, and only for those (HF-32).
class ClientSceneTest {
  @Test
  void the_message_of_a_request_that_has_ended_is_no_line_of_the_log() {
    ClientScene request = after(SEND, ASK, REQUEST_DUE);
    ClientScene line = after(SEND, SEND);

    assertThat(request.key()).isNotEqualTo(line.key());
    assertThat(request.take(SEND)).isEqualTo("refused: full; Ready");
    assertThat(line.take(SEND)).isEqualTo("accepted; #2 failed: dropped; Ready");
  }

  /// A client that drops, with a peer that does not read.
  private static ClientScene after(ClientStimulus... stimuli) {
    ClientScene scene = ClientScene.started(Overflow.DROPS_LOGS);
    for (ClientStimulus before : new ClientStimulus[] {RETRY_FINDS_PEER, ACCEPT, STOPS_READING}) {
      var _ = scene.take(before);
    }
    for (ClientStimulus stimulus : stimuli) {
      var _ = scene.take(stimulus);
    }
    return scene;
  }
}
