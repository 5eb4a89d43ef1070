package dev.handfast.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineReaderTest {
  @Test
  void objects_come_one_a_line_numbered_as_an_editor_would() throws IOException {
    List<JsonLine> lines = read("{\"a\":\"1\"}\n\n  \r\n{\"a\":\"2\"}\r\n{\"a\":\"3\"}");

    assertThat(lines).extracting(JsonLine::number).containsExactly(1L, 4L, 5L);
    assertThat(lines).allMatch(JsonLine.Good.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{",
        "[]",
        "\"text\"",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":NaN}"
      })
  void a_bad_line_is_quoted_and_the_next_one_is_read(String bad) throws IOException {
    List<JsonLine> lines = read(bad + "\n{\"a\":\"1\"}\n");

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .isInstanceOfSatisfying(
            JsonLine.Bad.class,
            line -> {
              assertThat(line.number()).isEqualTo(1);
              assertThat(line.got()).startsWith(bad).doesNotContain("tools.jackson");
              assertThat(line.wanted()).isEqualTo("one JSON object on one line");
            });
    assertThat(lines.getLast()).isInstanceOf(JsonLine.Good.class);
  }

  @Test
  void bytes_that_are_no_utf8_are_a_bad_line() throws IOException {
    byte[] bytes = {'{', '"', (byte) 0xc3, '"', ':', '1', '}', '\n'};

    assertThat(new JsonLineReader(new ByteArrayInputStream(bytes)).next())
        .contains(new JsonLine.Bad(1, "bytes that are not UTF-8", "one JSON object on one line"));
  }

  @Test
  void a_line_may_have_8_mebibytes_and_not_one_byte_more() throws IOException {
    int limit = JsonLineReader.MAX_LINE;
    byte[] longest = filled(limit);
    byte[] tooLong = filled(limit + 1);
    var in =
        new SequenceInputStream(
            new SequenceInputStream(
                new ByteArrayInputStream(longest), new ByteArrayInputStream(tooLong)),
            new ByteArrayInputStream("{}\n".getBytes(StandardCharsets.UTF_8)));
    var reader = new JsonLineReader(in);

    assertThat(reader.next()).containsInstanceOf(JsonLine.Good.class);
    assertThat(reader.next())
        .contains(new JsonLine.Bad(2, (limit + 1) + " bytes", "at most " + limit));
    assertThat(reader.next()).containsInstanceOf(JsonLine.Good.class);
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void fields_are_asked_for_by_name_and_kind() throws Exception {
    JsonFields fields = fields("{\"a\":\"x\",\"b\":null,\"c\":[\"y\"],\"d\":{\"e\":1}}");

    assertThat(fields.text("a")).isEqualTo("x");
    assertThat(fields.maybeText("b")).isEmpty();
    assertThat(fields.texts("b")).isEmpty();
    assertThat(fields.texts("c")).containsExactly("y");
    assertThat(fields.object("d").json("e")).isEqualTo("1");
    fields.only(Set.of("a", "b", "c", "d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|no a|a: a string",
        "{\"a\":null}|no a|a: a string",
        "{\"a\":1}|a: 1|a: a string",
        "{\"a\":[\"x\"]}|a: [\"x\"]|a: a string"
      })
  void a_field_that_is_not_what_it_is_to_be_is_named_with_what_is_wanted(
      String json, String got, String wanted) throws Exception {
    JsonFields fields = fields(json);

    assertThatThrownBy(() -> fields.text("a"))
        .isInstanceOfSatisfying(
            BadField.class,
            bad -> {
              assertThat(bad.got()).isEqualTo(got);
              assertThat(bad.wanted()).isEqualTo(wanted);
            });
  }

  @Test
  void a_misspelt_field_is_not_left_out_in_silence() throws Exception {
    JsonFields fields = fields("{\"chidlId\":\"w-1\"}");

    assertThatThrownBy(() -> fields.only(Set.of("reason", "childId")))
        .isInstanceOf(BadField.class)
        .hasMessage("got a field chidlId, wanted only childId, reason");
  }

  private static byte[] filled(int length) {
    byte[] line = new byte[length + 1];
    Arrays.fill(line, (byte) ' ');
    line[0] = '{';
    line[1] = '}';
    line[length] = '\n';
    return line;
  }

  private static JsonFields fields(String json) throws IOException {
    return ((JsonLine.Good) read(json).getFirst()).fields();
  }

  private static List<JsonLine> read(String text) throws IOException {
    var reader =
        new JsonLineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<JsonLine> lines = new ArrayList<>();
    for (Optional<JsonLine> line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(line.get());
    }
    return lines;
  }
}
