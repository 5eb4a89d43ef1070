package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import dev.handfast.message.ApprovalSuggestions;
import dev.handfast.message.Cancel;
import dev.handfast.message.Confirmation;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusReport;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The recorded session of the original system, with our client in the place of its worker.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientSpeaksOriginalTest {
  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule("HF-29")
  void our_worker_writes_the_recorded_frames_and_understands_the_others() {
    RawServer server = bench.rawServer();
    var contexts = new Happenings<InjectContext>();
    var cancels = new Happenings<Cancel>();
    HandfastClient client =
        bench.client(
            b ->
                b.worktree("/home/u/wt")
                    .branch("feat/e2e")
                    .task("do the thing")
                    .model("fake")
                    .provider("OpenAI")
                    .onContext(contexts)
                    .onCancel(cancels));
    var pinged = new Signal(); // a pong has no place of its own among the reports
    Call<Boolean> worker = bench.call(() -> work(client, pinged));
    RawPeer peer = server.accept();
    String request = "";

    for (Wire.Recorded recorded : Wire.originalSession()) {
      if (recorded.from().equals("worker")) {
        RawPeer.Frame ours = peer.expectFrame(recorded.type());
        assertThat(content(ours.json())).isEqualTo(content(Wire.tree(recorded.frame())));
        switch (recorded.type()) {
          case "permission_request" -> request = ours.id();
          case "pong" -> pinged.give();
          default -> {}
        }
      } else {
        peer.send(recorded.frame().replace("msg_1795344763743_vi11zhs", request));
      }
    }

    assertThat(worker.result()).as("the permission").isTrue();
    assertThat(contexts.await(2))
        .extracting(InjectContext::relevantFiles)
        .containsExactly(List.of(), List.of("f"));
    assertThat(cancels.await(1).getFirst().reason()).contains("now");
    assertThat(client.counts().ignored()).isEmpty();
  }

  /// Everything but what differs from run to run, and what we add to the handshake.
  private static JsonNode content(JsonNode frame) {
    var content = (ObjectNode) frame.deepCopy();
    content.remove(List.of("id", "timestamp", "protocol"));
    return content;
  }

  private static boolean work(HandfastClient client, Signal pinged) throws InterruptedException {
    client.status(
        StatusReport.builder()
            .status(WorkerStatus.STARTING)
            .message("Starting task: do the thing")
            .build());
    client.status(WorkerStatus.THINKING);
    client.status(
        StatusReport.builder()
            .status(WorkerStatus.WAITING_PERMISSION)
            .currentTool("bash")
            .message("Waiting for permission: bash")
            .build());
    boolean approved = client.requestPermission(confirmation()).approves();
    client.status(WorkerStatus.THINKING);
    client.status(
        StatusReport.builder()
            .status(WorkerStatus.TOOL_CALL)
            .currentTool("bash")
            .message("Executing bash")
            .build());
    pinged.await();
    client.log(LogLevel.TEXT, "All ");
    client.log(LogLevel.TEXT, "done.");
    client.complete(
        TaskResult.builder()
            .workerId("w1")
            .success(true)
            .response("All done.")
            .toolCallCount(1)
            .tokensUsed(new Tokens(0, 0))
            .duration(Duration.ofMillis(285))
            .branch("feat/e2e")
            .commits(0)
            .build());
    client.status(WorkerStatus.COMPLETE);
    return approved;
  }

  private static Confirmation confirmation() {
    return Confirmation.builder()
        .toolName("bash")
        .input(Json.of(Map.of("command", "touch PROOF_EXECUTED")))
        .isDangerous(false)
        .approvalSuggestions(new ApprovalSuggestions("touch *", List.of()))
        .build();
  }
}
