package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The recorded session of the original system, with our server in the place of its orchestrator.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ServerSpeaksOriginalTest {
  private static final Duration PING = Duration.ofSeconds(30);

  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule({"HF-29", "HF-22"})
  void our_orchestrator_writes_the_recorded_frames_and_understands_the_others() {
    var house = new House();
    var clock = new ManualClock();
    bench.server(b -> house.listen(b).seams(bench.seams(clock)).pingInterval(PING));
    RawWorker worker = bench.rawWorker();

    for (Wire.Recorded recorded : Wire.originalSession()) {
      if (recorded.from().equals("worker")) {
        worker.send(recorded.frame());
        continue;
      }
      JsonNode theirs = Wire.tree(recorded.frame());
      switch (recorded.type()) {
        case "inject_context" ->
            house
                .joined("w1")
                .injectContext(
                    theirs.get("context").asString(),
                    theirs.has("relevantFiles") ? List.of("f") : List.of());
        case "cancel" -> house.joined("w1").cancel(theirs.get("reason").asString());
        case "ping" -> {
          worker.expectNothingYet();
          clock.advance(PING);
        }
        default -> {}
      }
      RawPeer.Frame ours = worker.expectFrame(recorded.type());
      assertThat(content(ours.json())).isEqualTo(content(theirs));
    }

    assertThat(house.words(10))
        .containsExactly(
            "starting",
            "thinking",
            "waiting_permission",
            "bash",
            "thinking",
            "tool_call",
            "All ",
            "done.",
            "All done.",
            "complete");
    assertThat(house.joined("w1").handshake().worker().model()).contains("fake");
    assertThat(house.joined("w1").counts().ignored()).isEmpty();
  }

  /// Everything but what differs from run to run.
  private static JsonNode content(JsonNode frame) {
    var content = (ObjectNode) frame.deepCopy();
    content.remove(List.of("id", "timestamp"));
    return content;
  }
}
