package dev.handfast.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The frames of the protocol as raw contenders send them: fixed bytes, their type told from one.
final class Frames {
  /// Where a frame's type begins: behind `{"type":"`. First, for Jackson reads the others again
  /// that come before it.
  static final int TYPE_AT = 9;

  static final byte[] HANDSHAKE = handshake("w-1");
  static final byte[] ACK = frame("handshake_ack", "\"accepted\":true");
  static final byte[] REQUEST =
      frame(
          "permission_request",
          """
          "childId":"w-1","confirmation":{"toolName":"bash","input":{"command":"mvn -q verify"},\
          "isDangerous":false}\
          """);
  static final byte[] RESPONSE =
      frame("permission_response", "\"requestId\":\"m-00000001\",\"result\":\"approve\"");
  static final byte[] PONG = frame("pong", "\"requestId\":\"m-00000001\"");

  private static final String SAID = "running tests";

  private Frames() {}

  /// A handshake that offers version 1, so that pings may be sent.
  static byte[] handshake(String childId) {
    return frame(
        "handshake",
        """
        "childId":"%s","worktree":"/tmp/wt","branch":"feat/x","task":"add tests",\
        "protocol":{"versions":[1],"capabilities":[]}\
        """
            .formatted(childId));
  }

  /// A status update of about so many bytes, and of no fewer than the usual one.
  static byte[] status(String childId, int size) {
    byte[] usual = statusSaying(childId, SAID);
    return size <= usual.length
        ? usual
        : statusSaying(childId, SAID + ".".repeat(size - usual.length));
  }

  /// What a status update must say to have so many bytes.
  static String said(int size) {
    return SAID + ".".repeat(Math.max(0, size - statusSaying("w-1", SAID).length));
  }

  private static byte[] statusSaying(String childId, String message) {
    return frame(
        "status_update",
        """
        "childId":"%s","status":"tool_call","currentTool":"bash","progress":40,\
        "tokensUsed":{"input":120,"output":30},"message":"%s"\
        """
            .formatted(childId, message));
  }

  private static byte[] frame(String type, String fields) {
    return "{\"type\":\"%s\",\"id\":\"m-00000001\",\"timestamp\":1795344763559,%s}\n"
        .formatted(type, fields)
        .getBytes(UTF_8);
  }
}
