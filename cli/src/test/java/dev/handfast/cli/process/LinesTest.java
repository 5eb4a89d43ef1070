package dev.handfast.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void a_line_ends_with_a_line_feed_or_with_the_output() throws IOException {
    assertThat(lines("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("")).isEmpty();
    assertThat(lines("10 %\r20 %\r\n")).containsExactly("10 %\r20 %");
  }

  @Test
  void what_is_no_utf_8_is_shown_as_such() throws IOException {
    byte[] bytes = {'a', (byte) 0xFF, 0, (byte) 0xC3, '\n', (byte) 0xE2, (byte) 0x82};

    assertThat(lines(new ByteArrayInputStream(bytes))).containsExactly("a\uFFFD\0\uFFFD", "\uFFFD");
  }

  @Test
  void a_line_of_one_piece_less_one_exactly_and_one_more() throws IOException {
    for (int length : new int[] {Lines.PIECE - 1, Lines.PIECE}) {
      assertThat(lines("x".repeat(length) + "\ny")).containsExactly("x".repeat(length), "y");
    }
    assertThat(lines("x".repeat(Lines.PIECE + 1) + "\ny"))
        .containsExactly("x".repeat(Lines.PIECE), "x", "y");
  }

  @Test
  void no_piece_cuts_a_character() throws IOException {
    for (String character : List.of("é", "€", "😀")) {
      for (int shift = 0; shift < 4; shift++) {
        String line = "x".repeat(shift) + character.repeat(Lines.PIECE);

        List<String> pieces = lines(line + "\n");

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", pieces)).isEqualTo(line);
      }
    }
  }

  @Test
  void bytes_that_only_look_like_the_middle_of_characters_do_not_stop_it() throws IOException {
    byte[] bytes = new byte[3 * Lines.PIECE];
    java.util.Arrays.fill(bytes, (byte) 0x80);

    assertThat(lines(new ByteArrayInputStream(bytes))).hasSize(3);
  }

  @Property(tries = 200)
  void lines_are_the_same_however_the_output_is_cut(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5) Integer> letters,
      @ForAll @IntRange(min = 1, max = 7) int chunk)
      throws IOException {
    var text = new StringBuilder();
    letters.forEach(letter -> text.append("ab\r\né😀", letter, letter + 1));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

    assertThat(lines(inChunks(bytes, chunk))).isEqualTo(lines(new ByteArrayInputStream(bytes)));
  }

  private static InputStream inChunks(byte[] bytes, int chunk) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(chunk, length));
      }
    };
  }

  private static List<String> lines(String text) throws IOException {
    return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> lines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    Lines.read(in, lines::add);
    return lines;
  }
}
