package dev.handfast.conformance.story;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names frames by type and tag: by eye, without any decoder of ours.
public final class FrameName {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([^\"]*)\"");
  private static final Pattern TAG = Pattern.compile("tag:([A-Z]\\d+)");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]*)\"");
  private static final Pattern REQUEST = Pattern.compile("\"requestId\":\"([^\"]*)\"");

  private FrameName() {}

  /// The name of a frame, such as `log A1` or `protocol_error invalid_json`.
  public static String of(String text) {
    String type = type(text);
    return switch (type) {
      case "log" -> "log " + first(TAG, text);
      case "permission_request" -> "request " + first(TAG, text);
      case "protocol_error" -> "protocol_error " + first(CODE, text);
      case "handshake_ack" -> text.contains("\"accepted\":true") ? "accept" : "refuse";
      case "permission_response" ->
          (text.contains("\"result\":\"deny\"") ? "denial " : "answer ") + first(REQUEST, text);
      default -> {
        String tag = first(TAG, text);
        yield tag.isEmpty() ? type : type + " " + tag;
      }
    };
  }

  /// The frame's type; empty where it has none.
  public static String type(String text) {
    return first(TYPE, text);
  }

  /// The frame's id; empty where it has none.
  public static String id(String text) {
    return first(ID, text);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
