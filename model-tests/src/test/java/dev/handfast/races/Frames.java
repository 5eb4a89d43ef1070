package dev.handfast.races;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines written and looked into by hand, so that nothing of the library is needed to make a peer.
final class Frames {
  private Frames() {}

  static String hello(String rawChildId) {
    return frame(
        "h",
        "handshake",
        ",\"childId\":%s,\"worktree\":\"/w\",\"branch\":\"b\",\"task\":\"t\""
            .formatted(rawChildId));
  }

  static String log(String child, String content) {
    return frame(
        "l",
        "log",
        ",\"childId\":\"%s\",\"level\":\"text\",\"content\":\"%s\"".formatted(child, content));
  }

  static String ask(String child, String id) {
    return frame(
        id,
        "permission_request",
        ",\"childId\":\"%s\",\"confirmation\":{\"toolName\":\"t\",\"input\":{},\"isDangerous\":false}"
            .formatted(child));
  }

  static String ping() {
    return frame("p", "ping", "");
  }

  static String pong() {
    return frame("p", "pong", "");
  }

  static String ack() {
    return frame("a", "handshake_ack", ",\"accepted\":true");
  }

  static String refusal(String reason) {
    return frame("a", "handshake_ack", ",\"accepted\":false,\"error\":\"%s\"".formatted(reason));
  }

  static String context(String text) {
    return frame("c", "inject_context", ",\"context\":\"%s\"".formatted(text));
  }

  static String answer(String request) {
    return frame(
        "r",
        "permission_response",
        ",\"requestId\":\"%s\",\"result\":\"approve\"".formatted(request));
  }

  static String error(String code) {
    return frame("e", "protocol_error", ",\"code\":\"%s\",\"message\":\"no\"".formatted(code));
  }

  /// A field's text; "" where there is none.
  static String field(String line, String name) {
    String raw = raw(line, name);
    return raw.startsWith("\"") ? raw.substring(1, raw.length() - 1) : raw;
  }

  /// A field's JSON, if it is a simple value.
  static String raw(String line, String name) {
    Matcher value = Pattern.compile("\"%s\":(\"[^\"]*\"|[^,}]*)".formatted(name)).matcher(line);
    return value.find() ? value.group(1) : "";
  }

  private static String frame(String id, String type, String fields) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"timestamp\":1%s}\n".formatted(id, type, fields);
  }
}
