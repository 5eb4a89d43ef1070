package dev.handfast.conformance.scenario;

import dev.handfast.conformance.world.MemoryPeer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A scripted worker: it shakes hands, listens, and leaves when the orchestrator does.
final class Applicant extends MemoryPeer {
  /// In a turn of the owner's.
  void applyAs(String childId) {
    String handshake =
        """
        {"id":"m-1","type":"handshake","timestamp":1,"childId":"%s",\
        "worktree":"/w","branch":"b","task":"t"}
        """
            .formatted(childId);
    write(handshake.getBytes(StandardCharsets.UTF_8), () -> {});
  }

  /// In a turn of the owner's.
  void ask(String childId, String id) {
    String request =
        """
        {"id":"%s","type":"permission_request","timestamp":1,"childId":"%s",\
        "confirmation":{"toolName":"bash","input":{},"isDangerous":false}}
        """
            .formatted(id, childId);
    write(request.getBytes(StandardCharsets.UTF_8), () -> {});
  }

  /// In a turn of the owner's.
  void report(String childId, String what) {
    String log =
        """
        {"id":"%s","type":"log","timestamp":1,"childId":"%s","level":"text","content":"%s"}
        """
            .formatted(what, childId, what);
    write(log.getBytes(StandardCharsets.UTF_8), () -> {});
  }

  /// Nobody listens any more: it stays alone.
  @Override
  public void connectFailed(ConnectProblem problem) {}

  @Override
  public void ended(String detail) {
    super.ended(detail);
    leave();
  }

  boolean isAccepted() {
    return heard().frames().contains("accept");
  }

  boolean isRefused() {
    return heard().frames().contains("refuse");
  }

  /// The tags of the orders that it heard, in order.
  List<String> tags() {
    return heard().frames().stream()
        .filter(frame -> frame.startsWith("cancel "))
        .map(frame -> frame.substring(frame.indexOf(' ') + 1))
        .toList();
  }
}
