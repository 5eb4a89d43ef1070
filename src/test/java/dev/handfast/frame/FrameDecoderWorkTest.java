package dev.handfast.frame;

import static dev.handfast.frame.Streams.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.Rule;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Counts the bytes that are looked at and moved: no clock can tell linear from quadratic so
/// surely.
@Rule("HF-17")
class FrameDecoderWorkTest {
  private static final int SIZE = 200_000;

  private final Counting counting = new Counting();
  private final FrameDecoder decoder = new FrameDecoder(SIZE, counting);

  @Race("O20")
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 4_096, SIZE})
  void each_byte_of_a_long_line_is_looked_at_once_and_moved_about_twice(int chunk) {
    int fed = feed("x".repeat(SIZE - 1) + "\n", chunk);

    assertThat(counting.examined).isEqualTo(fed);
    assertThat(counting.moved).isLessThan(3L * fed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 4_096, SIZE})
  void each_byte_of_many_short_lines_is_looked_at_once_and_moved_seldom(int chunk) {
    int fed = feed("\n{}\n".repeat(SIZE / 4), chunk);

    assertThat(counting.examined).isEqualTo(fed);
    assertThat(counting.moved).isLessThan(3L * fed);
  }

  @Test
  void a_reader_that_pulls_late_costs_no_more() {
    int fed = 0;
    byte[] two = utf8("\n{}\n{}");
    for (int at = 0; at < 20_000; at++) {
      decoder.feed(ByteBuffer.wrap(two));
      fed += two.length;
      decoder.next();
    }
    while (decoder.next() instanceof Decoded.Line) {
      assertThat(counting.examined).isLessThanOrEqualTo(fed);
    }
    assertThat(counting.moved).isLessThan(4L * fed);
  }

  @Test
  void no_more_than_twice_the_line_and_its_chunk_is_held() {
    feed("x".repeat(SIZE - 1), 4_096);

    assertThat(counting.array.length).isLessThanOrEqualTo(2 * (SIZE + 4_096));
  }

  @Test
  void a_chunk_is_held_in_an_array_of_its_size() {
    feed("x".repeat(5_000), 5_000);

    assertThat(counting.array).hasSize(5_000);
  }

  @Test
  void the_memory_of_a_long_line_is_given_back_when_it_was_pulled() {
    feed("x".repeat(SIZE - 1) + "\n", SIZE);
    feed("x", 1);

    assertThat(counting.array).hasSize(1);
  }

  @Test
  void the_memory_of_a_chunk_is_given_back_after_blank_lines_too() {
    feed("x\n" + " ".repeat(5_000) + "\n", 6_000);
    feed("x", 1);

    assertThat(counting.array).hasSize(1);
  }

  @Test
  void a_small_array_is_used_again() {
    feed("x".repeat(255) + "\n", 256);
    byte[] first = counting.array;
    feed("{}\n", 3);

    assertThat(counting.array).isSameAs(first).hasSize(256);
  }

  @Test
  void a_pile_of_pongs_makes_no_idle_connection_larger() {
    feed("x".repeat(200) + "\n", 201);
    feed("{\"type\":\"pong\"}\n".repeat(50), 800);
    feed("x", 1);

    assertThat(counting.array).hasSizeLessThanOrEqualTo(256);
  }

  private int feed(String text, int chunk) {
    byte[] stream = utf8(text);
    for (byte[] piece : Streams.pieces(stream, chunk)) {
      decoder.feed(ByteBuffer.wrap(piece));
      Decoded decoded;
      do {
        decoded = decoder.next();
      } while (decoded instanceof Decoded.Line);
      assertThat(decoded).isInstanceOf(Decoded.NeedMore.class);
    }
    return stream.length;
  }
}
