package dev.handfast.conformance.world;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a scripted peer has read so far: lines, by eye, without any decoder of ours.
public final class Heard {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([^\"]*)\"");
  private static final Pattern TAG = Pattern.compile("tag:([A-Z]\\d+)");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]*)\"");
  private static final Pattern REQUEST = Pattern.compile("\"requestId\":\"([^\"]*)\"");

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> frames = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private String handshake = "none";

  /// Nothing is heard yet.
  public Heard() {}

  /// Takes bytes as they come.
  public void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        line(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(next);
      }
    }
  }

  /// Whether the last line has begun and not ended.
  public boolean isInsideALine() {
    return line.size() > 0;
  }

  /// The end of the stream.
  public void end() {
    frames.add("end");
  }

  /// The frames so far, by type and tag.
  public List<String> frames() {
    return List.copyOf(frames);
  }

  /// The ids of the requests so far.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// The id of the last handshake; `none` before it.
  public String handshake() {
    return handshake;
  }

  private void line(String text) {
    String type = first(TYPE, text);
    frames.add(
        switch (type) {
          case "log" -> "log " + first(TAG, text);
          case "permission_request" -> {
            requests.add(first(ID, text));
            yield "request " + first(TAG, text);
          }
          case "protocol_error" -> "protocol_error " + first(CODE, text);
          case "handshake_ack" -> text.contains("\"accepted\":true") ? "accept" : "refuse";
          case "permission_response" ->
              (text.contains("\"result\":\"deny\"") ? "denial " : "answer ") + first(REQUEST, text);
          case "handshake" -> {
            handshake = first(ID, text);
            yield type;
          }
          default -> {
            String tag = first(TAG, text);
            yield tag.isEmpty() ? type : type + " " + tag;
          }
        });
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
