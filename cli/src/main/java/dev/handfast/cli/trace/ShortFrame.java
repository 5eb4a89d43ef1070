package dev.handfast.cli.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A frame in a few words: its type, and what a person looks for in it.
final class ShortFrame {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// What a person looks for, by type, as JSON pointers.
  private static final Map<String, List<String>> TELLING =
      Map.ofEntries(
          Map.entry("handshake", List.of("/childId", "/task")),
          Map.entry("handshake_ack", List.of("/accepted", "/error")),
          Map.entry("status_update", List.of("/status", "/currentTool", "/message")),
          Map.entry("log", List.of("/level", "/content")),
          Map.entry("task_complete", List.of("/result/success", "/result/response")),
          Map.entry("task_error", List.of("/error/code", "/error/message")),
          Map.entry("permission_request", List.of("/confirmation/toolName", "/id")),
          Map.entry("permission_response", List.of("/result", "/requestId")),
          Map.entry("cancel", List.of("/reason")),
          Map.entry("inject_context", List.of("/context")),
          Map.entry("protocol_error", List.of("/code", "/message")));

  private ShortFrame() {}

  /// The short form; a frame that is no JSON object stays as it is.
  static String of(String frame) {
    return object(frame).map(ShortFrame::words).orElse(frame);
  }

  /// The worker's identity, where the frame names it.
  static Optional<String> childId(String frame) {
    return object(frame).map(json -> text(json.path("childId"))).filter(id -> !id.isEmpty());
  }

  /// The frame's type, where it is a message.
  static Optional<String> type(String frame) {
    return object(frame).map(json -> text(json.path("type"))).filter(type -> !type.isEmpty());
  }

  private static String words(JsonNode frame) {
    String type = text(frame.path("type"));
    return Stream.concat(
            Stream.of(type),
            TELLING.getOrDefault(type, List.of("/id")).stream()
                .map(pointer -> text(frame.at(pointer))))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.isMissingNode() ? "" : value.toString();
  }

  private static Optional<JsonNode> object(String frame) {
    try {
      return Optional.of(MAPPER.readTree(frame)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
