package dev.handfast.frame;

import static dev.handfast.frame.Streams.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What a long line costs, counted in bytes that are looked at and moved: ours, and a reader that
/// begins again with each chunk.
class LongLineRacesTest {
  private static final int LINE = 500_000;
  private static final int CHUNK = 4_096;

  /// Takes the next bytes of a line.
  private interface Reader {
    void read(ByteBuffer chunk);
  }

  @Test
  @Race("O20")
  void a_long_line_costs_the_square_of_its_length() {
    assertThat(growth(LongLineRacesTest::ours))
        .as("ours, of a line twice as long")
        .isBetween(1.9, 2.1);
    assertThat(growth(LongLineRacesTest::beginsAgain))
        .as("the one that begins again, of a line twice as long")
        .isBetween(3.8, 4.2);
  }

  private static double growth(Function<Counting, Reader> made) {
    return (double) cost(made, 2 * LINE) / cost(made, LINE);
  }

  private static long cost(Function<Counting, Reader> made, int length) {
    var counting = new Counting();
    Reader reader = made.apply(counting);
    Streams.pieces(utf8("x".repeat(length)), CHUNK)
        .forEach(piece -> reader.read(ByteBuffer.wrap(piece)));
    return counting.examined + counting.moved;
  }

  private static Reader ours(FrameDecoder.Search search) {
    var decoder = new FrameDecoder(2 * LINE, search);
    return chunk -> {
      decoder.feed(chunk);
      assertThat(decoder.next()).isInstanceOf(Decoded.NeedMore.class);
    };
  }

  /// Glues each chunk to all that came before, and looks for the newline from the beginning.
  private static Reader beginsAgain(FrameDecoder.Search search) {
    return new Reader() {
      private byte[] line = {};

      @Override
      public void read(ByteBuffer chunk) {
        int held = line.length;
        line = Arrays.copyOf(line, held + chunk.remaining());
        chunk.get(line, held, chunk.remaining());
        assertThat(search.newline(line, 0, line.length)).isEqualTo(Newlines.NONE);
      }
    };
  }
}
