package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Pattern;
import dev.handfast.conformance.drive.Fields;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a command has besides what its case says: settings are always complete, and no time limit
/// is ever reached but where a case is about it.
final class Settings {
  /// An hour: longer than any run.
  private static final long NEVER = Duration.ofHours(1).toMillis();

  private static final int QUEUE = 64;
  private static final int EARLY_LIMIT = 262_144;
  private static final int LATE_LIMIT = 8_388_608;
  private static final String SIZE = "$size";

  private Settings() {}

  /// The whole command.
  static ObjectNode whole(
      String command, ObjectNode fields, String role, Path socket, Pattern names) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    switch (command) {
      case "connect" -> {
        connection(all, socket);
        all.put("childId", "$child").put("worktree", "/tmp").put("branch", "main");
        all.put("task", "a case").put("whenFull", "fail");
      }
      case "listen" -> {
        connection(all, socket);
        all.put("onDuplicate", "reject").put("verdict", "accept");
      }
      case "send", "broadcast" -> all.set("message", message(role, fields));
      case "burst" -> all.set("message", Fields.log("{tag}"));
      case "request" -> {
        all.put("timeoutMs", NEVER);
        all.set("confirmation", Fields.confirmation(fields.path("tag").asString("")));
      }
      case "close", "stop" -> all.put("deadlineMs", NEVER);
      default -> {} // nothing that could be left out
    }
    all.setAll(fields);
    if (all.path("to").isString()) {
      all.put("childId", "$" + all.path("to").asString());
      all.remove("to");
    }
    all.properties().forEach(field -> all.set(field.getKey(), lengthened(field.getValue())));
    return names.filled(all);
  }

  /// A text of so many bytes, or the message whose first text is made longer until it has so many.
  private static JsonNode lengthened(JsonNode given) {
    if (!given.has(SIZE)) {
      return given;
    }
    int size = given.path(SIZE).asInt();
    if (given.size() == 1) {
      return JsonNodeFactory.instance.stringNode("x".repeat(size));
    }
    ObjectNode message = (ObjectNode) given.deepCopy();
    message.remove(SIZE);
    String text =
        message.properties().stream()
            .filter(field -> field.getValue().isString() && !field.getKey().equals("type"))
            .findFirst()
            .orElseThrow()
            .getKey();
    int missing = Math.max(0, size - message.toString().length());
    return message.put(text, message.path(text).asString() + "x".repeat(missing));
  }

  private static void connection(ObjectNode all, Path socket) {
    all.put("socket", socket.toString()).put("handshakeTimeoutMs", NEVER);
    all.put("queueMessages", QUEUE);
    all.put("pingIntervalMs", NEVER).put("silenceLimitMs", 2 * NEVER);
    all.put("earlyLineLimit", EARLY_LIMIT).put("lineLimit", LATE_LIMIT);
  }

  private static ObjectNode message(String role, ObjectNode fields) {
    String tag = fields.path("tag").asString("");
    return role.equals("client")
        ? Fields.log(tag)
        : JsonNodeFactory.instance
            .objectNode()
            .put("type", "inject_context")
            .put("context", "tag:" + tag);
  }
}
