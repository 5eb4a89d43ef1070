package dev.handfast.conformance.world;

import dev.handfast.conformance.story.FrameName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a scripted peer has read so far: lines, by eye, without any decoder of ours.
public final class Heard {
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> frames = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private String handshake = "none";

  /// Nothing is heard yet.
  public Heard() {}

  /// Takes bytes as they come.
  public void take(ByteBuffer bytes) {
    byte[] chunk = new byte[bytes.remaining()];
    bytes.get(chunk);
    int from = 0;
    for (int at = 0; at < chunk.length; at++) {
      if (chunk[at] == '\n') {
        line.write(chunk, from, at - from);
        line(line.toString(StandardCharsets.UTF_8));
        line.reset();
        from = at + 1;
      }
    }
    line.write(chunk, from, chunk.length - from);
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
    switch (FrameName.type(text)) {
      case "permission_request" -> requests.add(FrameName.id(text));
      case "handshake" -> handshake = FrameName.id(text);
      default -> {} // nothing else is spoken to
    }
    frames.add(FrameName.of(text));
  }
}
