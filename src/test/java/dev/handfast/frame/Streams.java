package dev.handfast.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.Fault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Runs a decoder over a stream that is cut in one way or another.
public final class Streams {
  private Streams() {}

  /// What a decoder made of a stream.
  ///
  /// @param lines the lines, in order
  /// @param fault the fault that ended it, if any
  /// @param pending what it held at the end
  public record Outcome(List<Decoded.Line> lines, Optional<Fault> fault, int pending) {
    /// The texts of the lines.
    public List<String> texts() {
      return lines.stream().map(Decoded.Line::text).toList();
    }
  }

  /// Feeds chunk after chunk and pulls all there is after each.
  public static Outcome decode(FrameDecoder decoder, List<byte[]> chunks) {
    List<Decoded.Line> lines = new ArrayList<>();
    for (byte[] chunk : chunks) {
      ByteBuffer buffer = ByteBuffer.wrap(chunk.clone());
      decoder.feed(buffer);
      assert !buffer.hasRemaining();
      Arrays.fill(buffer.array(), (byte) '!'); // the chunk is the caller's again
      Decoded decoded = decoder.next();
      for (; decoded instanceof Decoded.Line line; decoded = decoder.next()) {
        lines.add(line);
      }
      if (decoded instanceof Decoded.Malformed(Fault fault)) {
        return new Outcome(lines, Optional.of(fault), decoder.pending());
      }
    }
    return new Outcome(lines, Optional.empty(), decoder.pending());
  }

  /// The whole stream in one piece.
  public static List<byte[]> whole(byte[] stream) {
    return List.of(stream);
  }

  /// The stream in pieces of this size; the last may be smaller.
  public static List<byte[]> pieces(byte[] stream, int size) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < stream.length; at += size) {
      pieces.add(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size)));
    }
    return pieces;
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
