package dev.handfast.message;

import dev.handfast.frame.Decoded;
import dev.handfast.frame.FrameDecoder;
import dev.handfast.frame.Streams;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Lines as they come off the wire.
final class Lines {
  private static final int ROOMY = 1 << 20;

  private Lines() {}

  /// A text as a line; without its own line feeds, and with a value where it is blank.
  static Decoded.Line of(String text) {
    String line = text.replace('\n', ' ');
    byte[] stream = ((line.isBlank() ? "0" : line) + "\n").getBytes(StandardCharsets.UTF_8);
    List<Decoded.Line> lines =
        Streams.decode(new FrameDecoder(ROOMY), Streams.whole(stream)).lines();
    return lines.getFirst();
  }
}
