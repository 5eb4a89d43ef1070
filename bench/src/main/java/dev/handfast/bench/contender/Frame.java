package dev.handfast.bench.contender;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// The frames that a peer needs, as one writes them for Jackson.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface Frame {
  /// Names the frame.
  String id();

  @JsonTypeName("handshake")
  record Handshake(
      String id, long timestamp, String childId, String worktree, String branch, String task)
      implements Frame {}

  @JsonTypeName("handshake_ack")
  record HandshakeAck(String id, long timestamp, boolean accepted) implements Frame {}

  @JsonTypeName("status_update")
  record StatusUpdate(
      String id,
      long timestamp,
      String childId,
      String status,
      String currentTool,
      int progress,
      Tokens tokensUsed,
      String message)
      implements Frame {}

  /// How many tokens were used.
  ///
  /// @param input tokens read
  /// @param output tokens written
  record Tokens(int input, int output) {}

  @JsonTypeName("permission_request")
  record PermissionRequest(String id, long timestamp, String childId, Confirmation confirmation)
      implements Frame {}

  /// What is to be confirmed.
  ///
  /// @param toolName the tool
  /// @param input what it runs with
  /// @param isDangerous whether it is
  record Confirmation(String toolName, JsonNode input, boolean isDangerous) {}

  @JsonTypeName("permission_response")
  record PermissionResponse(String id, long timestamp, String requestId, String result)
      implements Frame {}

  /// Makes the frames of one end.
  final class Maker {
    private final AtomicLong made = new AtomicLong();
    private final Confirmation confirmation;
    private final String said;

    /// Makes them from these.
    ///
    /// @param input what the tool runs with
    /// @param said what status updates say
    Maker(JsonNode input, String said) {
      this.confirmation = new Confirmation("bash", input, false);
      this.said = said;
    }

    Handshake handshake() {
      return new Handshake(id(), now(), "w-1", "/tmp/wt", "feat/x", "add tests");
    }

    HandshakeAck ack() {
      return new HandshakeAck(id(), now(), true);
    }

    StatusUpdate status() {
      return new StatusUpdate(
          id(), now(), "w-1", "tool_call", "bash", 40, new Tokens(120, 30), said);
    }

    PermissionRequest request() {
      return new PermissionRequest(id(), now(), "w-1", confirmation);
    }

    PermissionResponse response(PermissionRequest to) {
      return new PermissionResponse(id(), now(), to.id(), "approve");
    }

    private String id() {
      return "m-" + made.incrementAndGet();
    }

    private static long now() {
      return System.currentTimeMillis();
    }
  }
}
