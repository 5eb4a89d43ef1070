package dev.handfast.cli.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a program's output as lines, whatever it writes, with bounded memory.
///
/// A line ends with a line feed, or with the output. A carriage return before that is taken off.
/// What is no UTF-8 becomes U+FFFD. A line of more than [#PIECE] bytes comes in several pieces,
/// none of which cuts a character.
public final class Lines {
  /// 32 KiB: in JSON six times as much at the most, which is below every limit of a frame.
  public static final int PIECE = 32 << 10;

  private static final int CHUNK = 16 << 10;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private Lines(InputStream in) {
    this.in = in;
  }

  /// Takes lines.
  @FunctionalInterface
  public interface Taker {
    /// Takes a line or a piece of one; nothing more is read until it returns.
    void take(String line);
  }

  /// Reads to the end.
  ///
  /// @throws IOException where the output cannot be read
  public static void read(InputStream in, Taker taker) throws IOException {
    new Lines(in).readAll(taker);
  }

  private void readAll(Taker taker) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int got; (got = in.read(chunk)) >= 0; ) {
      int from = 0;
      for (int at = 0; at < got; at++) {
        if (chunk[at] == '\n') {
          append(chunk, from, at - from, taker);
          taker.take(withoutReturn(text(line.toByteArray(), line.size())));
          line.reset();
          from = at + 1;
        }
      }
      append(chunk, from, got - from, taker);
    }
    if (line.size() > 0) {
      taker.take(text(line.toByteArray(), line.size()));
    }
  }

  /// Adds bytes of the same line; a full piece goes to the taker as soon as a byte follows it.
  private void append(byte[] bytes, int from, int length, Taker taker) {
    int at = from;
    int end = from + length;
    while (line.size() + (end - at) > PIECE) {
      int fits = PIECE - line.size();
      line.write(bytes, at, fits);
      at += fits;
      byte[] piece = line.toByteArray();
      int cut = beforeCutCharacter(piece);
      taker.take(text(piece, cut));
      line.reset();
      line.write(piece, cut, piece.length - cut);
    }
    line.write(bytes, at, end - at);
  }

  /// Where the last character of a piece begins, if the piece does not hold all of it.
  private static int beforeCutCharacter(byte[] piece) {
    for (int back = 1; back <= 3; back++) {
      int lead = piece[piece.length - back] & 0xFF;
      if (lead >= 0xC0) {
        int wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        return wanted > back ? piece.length - back : piece.length;
      }
      if (lead < 0x80) {
        break;
      }
    }
    return piece.length;
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String withoutReturn(String text) {
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
