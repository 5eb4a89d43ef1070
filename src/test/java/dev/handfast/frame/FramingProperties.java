package dev.handfast.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Any stream, cut in any way, gives what a plain splitter gives that sees it whole.
class FramingProperties {
  private static final int LIMIT = 12;

  @Property
  @Rule("HF-18")
  void any_chunking_gives_what_the_whole_stream_gives(
      @ForAll("streams") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
    Streams.Outcome whole = Streams.decode(new FrameDecoder(LIMIT), Streams.whole(stream));

    assertThat(Streams.decode(new FrameDecoder(LIMIT), cut(stream, cuts))).isEqualTo(whole);
    assertThat(Streams.decode(new FrameDecoder(LIMIT), Streams.pieces(stream, 1))).isEqualTo(whole);
  }

  @Property
  @Rule({"HF-17", "HF-18"})
  void a_stream_gives_what_a_plain_splitter_gives(@ForAll("streams") byte[] stream) {
    Streams.Outcome outcome = Streams.decode(new FrameDecoder(LIMIT), Streams.whole(stream));

    List<String> expected = new ArrayList<>();
    String fault = split(stream, expected);
    assertThat(outcome.texts()).isEqualTo(expected);
    assertThat(outcome.fault().map(found -> found.code().wire()).orElse("none")).isEqualTo(fault);
  }

  @Property
  @Rule("HF-18")
  void what_frames_are_written_comes_out_as_their_texts(
      @ForAll("texts") List<String> texts, @ForAll("cuts") List<Integer> cuts) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (String text : texts) {
      EncodedFrame frame = EncodedFrame.ofText(text);
      byte[] bytes = new byte[frame.length()];
      frame.buffer().get(bytes);
      wire.writeBytes(bytes);
    }

    assertThat(Streams.decode(new FrameDecoder(1_000), cut(wire.toByteArray(), cuts)).texts())
        .isEqualTo(texts);
  }

  @Property
  void newlines_are_found_where_a_plain_loop_finds_them(
      @ForAll("streams") byte[] bytes, @ForAll int a, @ForAll int b) {
    int one = Math.floorMod(a, bytes.length + 1);
    int two = Math.floorMod(b, bytes.length + 1);
    int from = Math.min(one, two);
    int to = Math.max(one, two);
    int expected = Newlines.NONE;
    for (int at = to - 1; at >= from; at--) {
      expected = bytes[at] == '\n' ? at : expected;
    }

    assertThat(Newlines.indexOf(bytes, from, to)).isEqualTo(expected);
  }

  @Property
  @Rule("HF-17")
  void the_first_fault_of_utf8_is_where_the_jdk_finds_it(
      @ForAll("streams") byte[] bytes, @ForAll int a, @ForAll int b) {
    int one = Math.floorMod(a, bytes.length + 1);
    int two = Math.floorMod(b, bytes.length + 1);
    int from = Math.min(one, two);
    int length = Math.max(one, two) - from;
    ByteBuffer part = ByteBuffer.wrap(bytes, from, length);
    boolean valid = !UTF_8.newDecoder().decode(part, CharBuffer.allocate(length), true).isError();

    assertThat(Utf8.firstFault(bytes, from, length))
        .isEqualTo(valid ? Utf8.VALID : part.position() - from);
  }

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<Byte> telling =
        Arbitraries.of(
            (byte) '\n',
            (byte) '\n',
            (byte) '\r',
            (byte) ' ',
            (byte) '\t',
            (byte) 'x',
            (byte) 0x0B,
            (byte) 0x8A,
            (byte) 0xC3,
            (byte) 0xA9,
            (byte) 0xE2,
            (byte) 0x82,
            (byte) 0xAC,
            (byte) 0xFF,
            (byte) 0);
    Arbitrary<byte[]> parts =
        Arbitraries.of("\n", "\r\n", "é", "€", "😀", "\uFFFD", "{}", " ", "123456789012", "\r")
            .list()
            .ofMaxSize(12)
            .map(list -> String.join("", list).getBytes(UTF_8));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(2, parts),
        net.jqwik.api.Tuple.of(1, telling.array(byte[].class).ofMaxSize(40)));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 9).list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .ofMaxLength(20)
        .filter(
            text ->
                !text.isBlank()
                    && UTF_8.newEncoder().canEncode(text)
                    && !text.contains("\n")
                    && !text.endsWith("\r"))
        .filter(text -> text.chars().anyMatch(c -> c != ' ' && c != '\t' && c != '\r'))
        .list()
        .ofMaxSize(5);
  }

  private static List<byte[]> cut(byte[] stream, List<Integer> sizes) {
    List<byte[]> chunks = new ArrayList<>();
    int at = 0;
    for (int size : sizes) {
      int end = Math.min(stream.length, at + size);
      chunks.add(Arrays.copyOfRange(stream, at, end));
      at = end;
    }
    chunks.add(Arrays.copyOfRange(stream, at, stream.length));
    return chunks;
  }

  /// The specification as plainly as it can be written; gives the fault's code or "none".
  private static String split(byte[] stream, List<String> lines) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte b : stream) {
      if (b != '\n') {
        line.write(b);
        continue;
      }
      byte[] content = withoutReturn(line.toByteArray());
      line.reset();
      if (content.length > LIMIT) {
        return "frame_too_long";
      }
      try {
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        if (!text.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r')) {
          lines.add(text);
        }
      } catch (CharacterCodingException invalid) {
        return "invalid_utf8";
      }
    }
    return withoutReturn(line.toByteArray()).length > LIMIT ? "frame_too_long" : "none";
  }

  private static byte[] withoutReturn(byte[] line) {
    boolean ends = line.length > 0 && line[line.length - 1] == '\r';
    return ends ? Arrays.copyOf(line, line.length - 1) : line;
  }
}
