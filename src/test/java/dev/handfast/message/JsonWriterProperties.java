package dev.handfast.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonGenerator;

/// What we write, beside what Jackson writes.
@Rule({"HF-22", "HF-29"})
class JsonWriterProperties implements MessageProviders {
  private final MessageWriter writer = new MessageWriter();

  @Property(edgeCases = EdgeCasesMode.NONE)
  void each_frame_has_the_bytes_that_jackson_writes(@ForAll("messages") Message message) {
    String frame = writer.write(message).text();

    assertThat(frame.getBytes(UTF_8)).isEqualTo(Jackson.bytes(Json.parse(frame).node()));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void each_value_has_the_bytes_that_jackson_writes(@ForAll("values") Json value) {
    assertThat(value.text().getBytes(UTF_8)).isEqualTo(Jackson.bytes(value.node()));
  }

  @Property
  void each_string_has_the_bytes_that_jackson_writes(@ForAll("texts") String text) {
    sameAsJackson(text);
  }

  @Example
  void each_character_has_the_bytes_that_jackson_writes() {
    // Every one of those of up to three bytes that may be special, and some of the others.
    for (int character = 0; character <= 0x3000; character++) {
      sameAsJackson("a" + Character.toString(character) + "b");
    }
    for (int character : new int[] {0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF}) {
      sameAsJackson("a" + Character.toString(character) + "b");
    }
  }

  @Example
  void a_string_of_any_length_has_the_bytes_that_jackson_writes() {
    for (int length = 480; length < 1_100; length++) {
      sameAsJackson("x".repeat(length));
      sameAsJackson("\n".repeat(length / 2));
      sameAsJackson("é" + "x".repeat(length));
    }
  }

  @Example
  void a_whole_number_of_any_count_of_digits_has_the_bytes_that_jackson_writes() {
    long power = 1;
    for (int digits = 1; digits <= 19; digits++, power *= 10) {
      for (long number : new long[] {power - 1, power, power + 1, 2 * power + 7, 9 * power}) {
        assertThat(field(to -> to.whole("n", number)))
            .isEqualTo(jacksons(to -> to.writeNumber(number)));
        assertThat(field(to -> to.whole("n", -number)))
            .isEqualTo(jacksons(to -> to.writeNumber(-number)));
      }
    }
  }

  @Property
  void each_number_has_the_bytes_that_jackson_writes(
      @ForAll long whole, @ForAll double any, @ForAll("shares") double share) {
    assertThat(field(to -> to.whole("n", whole))).isEqualTo(jacksons(to -> to.writeNumber(whole)));
    for (double number : new double[] {any, share}) {
      assertThat(field(to -> to.maybeNumber("n", OptionalDouble.of(number))))
          .isEqualTo(
              jacksons(
                  to -> {
                    if (number == Math.rint(number)) {
                      to.writeNumber((long) number);
                    } else {
                      to.writeNumber(number);
                    }
                  }));
    }
  }

  @Property
  void a_string_is_valid_where_the_jdk_can_encode_it(@ForAll("halves") String text) {
    assertThat(new JsonWriter().text(text)).isEqualTo(UTF_8.newEncoder().canEncode(text));
  }

  private static void sameAsJackson(String text) {
    Node node = new Node.Text(text);
    assertThat(JsonText.print(node).getBytes(UTF_8)).as(text).isEqualTo(Jackson.bytes(node));
  }

  private interface Part<W> {
    void write(W to);
  }

  private static byte[] field(Part<FieldWriter> field) {
    JsonWriter to = new JsonWriter();
    to.open('{');
    field.write(FieldWriter.ofFrame(to));
    to.close('}');
    return to.toString().getBytes(UTF_8);
  }

  private static byte[] jacksons(Part<JsonGenerator> value) {
    return Jackson.bytes(
        to -> {
          to.writeStartObject();
          to.writeName("n");
          value.write(to);
          to.writeEndObject();
        });
  }

  @Provide
  Arbitrary<String> texts() {
    return Messages.text();
  }

  @Provide
  Arbitrary<Double> shares() {
    return Arbitraries.doubles().between(0, 100);
  }
}
