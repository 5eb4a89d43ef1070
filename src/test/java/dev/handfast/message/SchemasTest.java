package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.handfast.Rule;
import dev.handfast.message.Vectors.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schemas say the same as the reader, as far as a schema can see.
@Rule({"HF-17", "HF-22", "HF-23", "HF-29"})
class SchemasTest {
  /// These concern the text; a schema sees the value that a lenient parser makes of it, or none.
  private static final Set<String> UNSEEN = Set.of("invalid_json", "duplicate_field");

  private static final String URN = "urn:handfast:schema:";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Map<String, String> SCHEMAS = load();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(SCHEMAS));

  @ParameterizedTest
  @FieldSource("dev.handfast.message.Vectors#LINES")
  void schema_and_reader_agree_on_every_vector(String file) {
    SoftAssertions all = new SoftAssertions();
    int compared = 0;
    for (Vector vector : Vectors.of(file)) {
      if (!UNSEEN.contains(vector.expect().path("violation").asString(""))) {
        boolean seen = vector.json().path("schemaSees").asBoolean(true);
        all.assertThat(accepts("frame", MAPPER.readTree(vector.frame())))
            .as(vector.name())
            .isEqualTo(vector.valid() || !seen);
        compared++;
      }
    }
    all.assertAll();
    assertThat(compared).isGreaterThan(10);
  }

  @ParameterizedTest
  @FieldSource("dev.handfast.message.Vectors#LINES")
  void every_valid_frame_passes_the_schema_of_its_type_and_no_other(String file) {
    for (Vector vector : Vectors.of(file)) {
      String type = vector.valid() ? vector.expect().required("type").asString() : "";
      for (String schema : SCHEMAS.keySet()) {
        String name = schema.substring(URN.length());
        if (vector.valid() && !Set.of("frame", "envelope").contains(name)) {
          assertThat(accepts(name, MAPPER.readTree(vector.frame())))
              .as("%s against %s", vector.name(), name)
              .isEqualTo(name.equals(type));
        }
      }
    }
  }

  @Test
  void every_type_has_a_schema_and_every_schema_a_type() {
    for (String schema : SCHEMAS.keySet()) {
      String name = schema.substring(URN.length());
      assertThat(MessageReader.knows(name) || Set.of("frame", "envelope").contains(name))
          .as(name)
          .isTrue();
    }
    assertThat(SCHEMAS).hasSize(13 + 2);
  }

  private static boolean accepts(String name, JsonNode frame) {
    Schema schema = REGISTRY.getSchema(SchemaLocation.of(URN + name));
    return schema.validate(frame).isEmpty();
  }

  private static Map<String, String> load() {
    Map<String, String> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(Vectors.folder("schemas"))) {
      files.forEach(
          file -> {
            String name = file.getFileName().toString().replace(".json", "");
            schemas.put(URN + name, Vectors.text(file));
          });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return schemas;
  }
}
