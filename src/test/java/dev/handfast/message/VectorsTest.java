package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.Fault;
import dev.handfast.Rule;
import dev.handfast.frame.FrameDecoder;
import dev.handfast.frame.Streams;
import dev.handfast.message.Vectors.Vector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

@Rule({"HF-17", "HF-18", "HF-22", "HF-23", "HF-29"})
class VectorsTest {
  private static final int ROOMY = 1 << 20;

  private final MessageReader reader = new MessageReader();
  private final MessageWriter writer = new MessageWriter();

  @Test
  void every_stream_gives_its_lines_whole_and_in_chunks_of_one_byte() {
    List<Vector> vectors = Vectors.of(Vectors.FRAMING);
    SoftAssertions all = new SoftAssertions();
    for (Vector vector : vectors) {
      byte[] stream = vector.stream();
      int limit = vector.json().required("limit").asInt();
      for (List<byte[]> chunks : List.of(Streams.whole(stream), Streams.pieces(stream, 1))) {
        Streams.Outcome got = Streams.decode(new FrameDecoder(limit), chunks);
        all.assertThat(outcome(got)).as(vector.name()).isEqualTo(expected(vector.expect()));
      }
    }
    all.assertAll();
    assertThat(vectors).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @FieldSource("dev.handfast.message.Vectors#LINES")
  void every_line_is_read_as_its_vector_says(String file) {
    List<Vector> vectors = Vectors.of(file);
    SoftAssertions all = new SoftAssertions();
    for (Vector vector : vectors) {
      all.assertThat(verdict(reader.read(vector.frame())))
          .as(vector.name())
          .isEqualTo(expected(vector));
    }
    all.assertAll();
    assertThat(vectors).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @FieldSource("dev.handfast.message.Vectors#LINES")
  void every_line_is_read_from_its_bytes_as_jackson_reads_its_text(String file) {
    Vectors.of(file).forEach(vector -> Readings.assertSame(vector.frame()));
  }

  @ParameterizedTest
  @FieldSource("dev.handfast.message.Vectors#LINES")
  void every_valid_line_is_written_again_with_the_same_value(String file) {
    SoftAssertions all = new SoftAssertions();
    int valid = 0;
    for (Vector vector : Vectors.of(file)) {
      if (reader.read(vector.frame()) instanceof Parsed.Read(Message message)) {
        valid++;
        Json rewritten = Json.parse(writer.write(message).text());
        all.assertThat(rewritten).as(vector.name()).isEqualTo(Json.parse(vector.rewritten()));
      }
    }
    all.assertAll();
    assertThat(valid).isEqualTo(Vectors.of(file).stream().filter(Vector::valid).count());
  }

  @ParameterizedTest
  @FieldSource("dev.handfast.message.Vectors#LINES")
  void every_line_comes_through_the_decoder_whole_and_in_chunks_of_one_byte(String file) {
    for (Vector vector : Vectors.of(file)) {
      byte[] stream = (vector.frame() + "\r\n").getBytes(StandardCharsets.UTF_8);
      List<String> lines = vector.frame().isBlank() ? List.of() : List.of(vector.frame());
      for (List<byte[]> chunks : List.of(Streams.whole(stream), Streams.pieces(stream, 1))) {
        assertThat(Streams.decode(new FrameDecoder(ROOMY), chunks).texts())
            .as(vector.name())
            .isEqualTo(lines);
      }
    }
  }

  @Test
  void every_file_of_vectors_is_known_here_and_every_name_is_given_once() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> files = new ArrayList<>();
    try (Stream<Path> folder = Files.list(Vectors.folder("vectors"))) {
      folder.map(Path::toString).filter(file -> file.endsWith(".ndjson")).forEach(files::add);
    }
    for (String file : Stream.concat(Stream.of(Vectors.FRAMING), Vectors.LINES.stream()).toList()) {
      Vectors.of(file).forEach(vector -> names.add(vector.name()));
    }

    assertThat(files).hasSize(Vectors.LINES.size() + 1);
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(400);
  }

  @Test
  void every_code_of_frame_json_and_fields_has_a_vector() {
    List<String> codes = new ArrayList<>();
    for (String file : Stream.concat(Stream.of(Vectors.FRAMING), Vectors.LINES.stream()).toList()) {
      for (Vector vector : Vectors.of(file)) {
        codes.add(vector.expect().path("violation").asString(""));
      }
    }

    assertThat(codes)
        .contains(
            "frame_too_long",
            "invalid_utf8",
            "invalid_json",
            "not_an_object",
            "duplicate_field",
            "missing_field",
            "wrong_type",
            "invalid_value");
  }

  private static String outcome(Streams.Outcome got) {
    String end =
        got.fault()
            .map(fault -> fault.code().wire() + " at " + fault.where())
            .orElse("pending " + got.pending());
    return got.texts() + " " + end;
  }

  private static String expected(JsonNode expect) {
    List<String> lines = new ArrayList<>();
    expect.required("lines").forEach(line -> lines.add(line.asString()));
    String end =
        expect.has("violation")
            ? expect.get("violation").asString() + " at " + expect.required("where").asString()
            : "pending " + expect.required("pending").asInt();
    return lines + " " + end;
  }

  private static String verdict(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Read(Message message) -> "read as " + message.type();
      case Parsed.Malformed(Fault fault) -> fault.code().wire() + " at " + fault.where();
    };
  }

  private static String expected(Vector vector) {
    JsonNode expect = vector.expect();
    if (vector.valid()) {
      return "read as " + expect.required("type").asString();
    }
    return expect.has("where")
        ? expect.get("violation").asString() + " at " + expect.get("where").asString()
        : fail("no place in " + vector.name());
  }
}
