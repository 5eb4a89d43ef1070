package dev.handfast.frame;

import static dev.handfast.frame.Streams.decode;
import static dev.handfast.frame.Streams.pieces;
import static dev.handfast.frame.Streams.utf8;
import static dev.handfast.frame.Streams.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Fault;
import dev.handfast.Rule;
import dev.handfast.ViolationCode;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final int LIMIT = 64;

  private final FrameDecoder decoder = new FrameDecoder(LIMIT);

  @Test
  @Rule("HF-18")
  void a_line_tells_its_text_and_its_bytes_without_the_ending() {
    Decoded.Line line = decode(decoder, whole(utf8("é1\r\n"))).lines().getFirst();

    assertThat(line.text()).isEqualTo("é1");
    assertThat(line.utf8()).isEqualTo(utf8("é1"));
    assertThat(line.length()).isEqualTo(3);
  }

  @Test
  @Rule("HF-18")
  void lines_are_equal_where_their_bytes_are() {
    Decoded.Line line = line("{}");

    assertThat(line).isEqualTo(line("{}")).hasSameHashCodeAs(line("{}")).hasToString("{}");
    assertThat(line).isNotEqualTo(line("[]")).isNotEqualTo("{}");
    assertThat(line.hashCode()).isNotEqualTo(line("[]").hashCode());
  }

  @Test
  @Rule("HF-18")
  void a_line_stays_as_it_was_when_more_is_fed() {
    decoder.feed(ByteBuffer.wrap(utf8("{}\n")));
    Decoded first = decoder.next();
    decoder.feed(ByteBuffer.wrap(utf8("[]\n")));
    decoder.next();

    assertThat(first).hasToString("{}");
  }

  @Test
  @Rule("HF-18")
  void a_character_split_over_chunks_arrives_whole() {
    assertThat(decode(decoder, pieces(utf8("aé€😀z\n"), 1)).texts()).containsExactly("aé€😀z");
  }

  @Test
  @Rule("HF-18")
  void the_newline_may_come_in_a_chunk_of_its_own() {
    assertThat(decode(decoder, List.of(utf8("{}\r"), utf8("\n"))).texts()).containsExactly("{}");
  }

  @ParameterizedTest
  @Rule("HF-17")
  @ValueSource(ints = {1, LIMIT - 1, LIMIT})
  void a_line_within_the_limit_is_a_line(int length) {
    assertThat(decode(decoder, whole(utf8("x".repeat(length) + "\n"))).lines())
        .containsExactly(line("x".repeat(length)));
  }

  @ParameterizedTest
  @Rule("HF-17")
  @ValueSource(strings = {"", "\n", "\r\n", "xxx\n{}\n"})
  void a_line_one_byte_over_the_limit_is_refused_with_or_without_its_end(String rest) {
    Streams.Outcome outcome = decode(decoder, whole(utf8("x".repeat(LIMIT + 1) + rest)));

    assertThat(outcome.lines()).isEmpty();
    assertThat(outcome.fault())
        .contains(
            new Fault(
                ViolationCode.FRAME_TOO_LONG,
                "frame",
                "more than 64 bytes",
                "at most 64 bytes before the newline"));
  }

  @Test
  @Rule("HF-17")
  void a_line_is_refused_as_soon_as_it_is_too_long_however_it_is_cut() {
    for (int at = 0; at < LIMIT; at++) {
      decoder.feed(ByteBuffer.wrap(utf8("x")));
      assertThat(decoder.next()).isInstanceOf(Decoded.NeedMore.class);
    }
    decoder.feed(ByteBuffer.wrap(utf8("x")));

    assertThat(decoder.next()).isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  @Rule("HF-17")
  void invalid_utf8_is_told_with_its_byte_and_its_place() {
    byte[] line = {'{', '}', '\n', 'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xE2, 'b', '\n'};

    assertThat(decode(decoder, whole(line)).fault())
        .contains(
            new Fault(ViolationCode.INVALID_UTF8, "frame", "byte 0xe2 at offset 3", "valid UTF-8"));
  }

  @Test
  @Rule("HF-17")
  void invalid_utf8_far_inside_a_long_line_is_found() {
    FrameDecoder roomy = new FrameDecoder(10_000);
    byte[] line = utf8("é".repeat(3_000) + "\n");
    line[5_000] = 'x';

    assertThat(decode(roomy, whole(line)).fault().orElseThrow().got())
        .isEqualTo("byte 0xa9 at offset 5001");
  }

  @Test
  @Rule("HF-17")
  void the_replacement_character_itself_is_valid_text() {
    FrameDecoder roomy = new FrameDecoder(100_000);
    String line = "\uFFFD".repeat(3_000);

    assertThat(decode(roomy, whole(utf8(line + "\n"))).texts()).containsExactly(line);
  }

  @Test
  @Rule({"HF-17", "HF-10"})
  void after_a_fault_the_same_fault_comes_at_each_pull_and_nothing_is_kept() {
    decoder.feed(ByteBuffer.wrap(utf8("x".repeat(LIMIT + 1))));
    Decoded first = decoder.next();
    ByteBuffer late = ByteBuffer.wrap(utf8("{}\n"));
    decoder.feed(late);

    assertThat(late.hasRemaining()).isFalse();
    assertThat(decoder.next()).isSameAs(first).isInstanceOf(Decoded.Malformed.class);
    assertThat(decoder.pending()).isZero();
  }

  @Test
  @Rule("HF-17")
  void a_later_line_of_the_same_chunk_is_judged_by_the_new_limit() {
    decoder.feed(ByteBuffer.wrap(utf8("{}\n" + "x".repeat(LIMIT + 1) + "\n")));
    assertThat(decoder.next()).isEqualTo(line("{}"));

    decoder.limit(LIMIT + 1);

    assertThat(decoder.next()).isEqualTo(line("x".repeat(LIMIT + 1)));
  }

  @Test
  @Rule("HF-17")
  void a_lower_limit_holds_for_what_is_already_there() {
    decoder.feed(ByteBuffer.wrap(utf8("xx")));
    assertThat(decoder.next()).isInstanceOf(Decoded.NeedMore.class);

    decoder.limit(1);

    assertThat(decoder.next()).isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  @Rule("HF-18")
  void pending_counts_the_bytes_of_an_unfinished_line() {
    assertThat(decoder.pending()).isZero();
    assertThat(decode(decoder, whole(utf8("{}\n{\"é"))).pending()).isEqualTo(4);
    assertThat(decode(decoder, whole(utf8("\"\n"))).pending()).isZero();
  }

  @Test
  @Rule("HF-18")
  void pulling_without_new_bytes_gives_nothing_new() {
    decode(decoder, whole(utf8("{}")));

    assertThat(decoder.next()).isInstanceOf(Decoded.NeedMore.class);
    assertThat(decoder.next()).isInstanceOf(Decoded.NeedMore.class);
    assertThat(decode(decoder, whole(utf8("\n"))).texts()).containsExactly("{}");
  }

  @Test
  void a_log_line_shows_limit_and_pending_bytes() {
    decode(decoder, whole(utf8("abc")));

    assertThat(decoder).hasToString("FrameDecoder[limit=64, pending=3]");
  }

  private static Decoded.Line line(String text) {
    return new Decoded.Line(utf8(text));
  }
}
