package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.Chunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Bytes as text: what ASCII prints stands as it is, all else escaped, as `\n`, `\\` and `\xC3`.
final class ByteText {
  /// 600 bytes hold any frame that is not meant to be large, and its beginning.
  private static final int HEAD = 600;

  /// 200 bytes show how a large frame ends.
  private static final int TAIL = 200;

  private ByteText() {}

  /// A piece, and where in its direction it stands.
  ///
  /// @param offset number of bytes that went the same way before
  /// @param chunk the piece
  record Placed(long offset, Chunk chunk) {
    /// Whether the next piece goes on in the middle of a line.
    boolean isCut() {
      return !chunk.text().endsWith("\n");
    }

    /// The bytes; of many only the first and the last.
    String text() {
      return shortened(chunk.text());
    }
  }

  /// The pieces in order, each with its place.
  static List<Placed> placed(List<Chunk> chunks) {
    var placed = new ArrayList<Placed>();
    var ends = new HashMap<List<String>, Long>();
    for (Chunk chunk : chunks) {
      long end =
          ends.merge(List.of(chunk.from(), chunk.to()), (long) chunk.text().length(), Long::sum);
      placed.add(new Placed(end - chunk.text().length(), chunk));
    }
    return placed;
  }

  private static String shortened(String bytes) {
    int left = bytes.length() - HEAD - TAIL;
    return left <= 0
        ? escaped(bytes)
        : "%s … %s bytes more … %s"
            .formatted(
                escaped(bytes.substring(0, HEAD)),
                Words.number(left),
                escaped(bytes.substring(bytes.length() - TAIL)));
  }

  private static String escaped(String bytes) {
    var text = new StringBuilder(bytes.length() + 16);
    bytes.chars().forEach(each -> text.append(escaped((char) each)));
    return text.toString();
  }

  private static String escaped(char each) {
    return switch (each) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default -> each < ' ' || each > '~' ? "\\x%02X".formatted((int) each) : String.valueOf(each);
    };
  }
}
