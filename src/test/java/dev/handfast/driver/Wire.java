package dev.handfast.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames as a raw peer writes them, one line each without its newline.
public final class Wire {
  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger IDS = new AtomicInteger();

  private Wire() {}

  /// A frame with these fields after the envelope: names and values in turn.
  public static String frame(String type, Object... fields) {
    var node = JSON.createObjectNode();
    node.put("id", "raw-" + IDS.incrementAndGet());
    node.put("type", type);
    node.put("timestamp", 1_700_000_000_000L);
    for (int i = 0; i < fields.length; i += 2) {
      node.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
    }
    return node.toString();
  }

  /// The original's handshake.
  public static String handshake(Object childId) {
    return frame(
        "handshake", "childId", childId, "worktree", "/w", "branch", "b", "task", "a task");
  }

  /// A handshake that offers our protocol.
  public static String extendedHandshake(String childId) {
    return frame(
        "handshake",
        "childId",
        childId,
        "worktree",
        "/w",
        "branch",
        "b",
        "task",
        "a task",
        "protocol",
        Map.of("versions", List.of(1), "capabilities", List.of()));
  }

  /// The original's accepting ack, which names nothing.
  public static String ack() {
    return frame("handshake_ack", "accepted", true);
  }

  /// An accepting ack of ours to a handshake.
  public static String extendedAck(RawPeer.Frame handshake) {
    return frame(
        "handshake_ack",
        "accepted",
        true,
        "requestId",
        handshake.id(),
        "protocol",
        Map.of("version", 1, "capabilities", List.of()),
        "sessionId",
        "s-1");
  }

  public static String refusal(String reason) {
    return frame("handshake_ack", "accepted", false, "error", reason);
  }

  public static String inject(String context) {
    return frame("inject_context", "context", context);
  }

  public static String cancel(String reason) {
    return frame("cancel", "reason", reason);
  }

  public static String answer(String requestId, Object result) {
    return frame("permission_response", "requestId", requestId, "result", result);
  }

  public static String ping() {
    return frame("ping");
  }

  public static String pong() {
    return frame("pong");
  }

  public static String log(String childId, String content) {
    return frame("log", "childId", childId, "level", "text", "content", content);
  }

  public static String status(String childId, String status) {
    return frame("status_update", "childId", childId, "status", status);
  }

  public static String ask(String childId, String tool) {
    return frame(
        "permission_request",
        "childId",
        childId,
        "confirmation",
        Map.of("toolName", tool, "input", Map.of(), "isDangerous", false));
  }

  /// A line as a tree.
  public static JsonNode tree(String line) {
    return JSON.readTree(line);
  }

  /// A recorded session of the original system: who wrote what, in the order of the wire.
  public static List<Recorded> originalSession() {
    Path file =
        Path.of(System.getProperty("handfast.root", "."))
            .resolve("spec/vectors/original-session.ndjson");
    try (var lines = Files.lines(file)) {
      return lines
          .map(JSON::readTree)
          .filter(line -> line.has("frame"))
          .map(line -> new Recorded(line.get("from").asString(), line.get("frame").asString()))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// One frame of a recorded session.
  ///
  /// @param from `worker` or `orchestrator`
  /// @param frame the line
  public record Recorded(String from, String frame) {
    public String type() {
      return tree(frame).get("type").asString();
    }
  }
}
