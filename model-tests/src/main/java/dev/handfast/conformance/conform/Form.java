package dev.handfast.conformance.conform;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every frame of a subject must be, whatever the case: one whole JSON object of its own
/// direction that its schema accepts, under an id of its own, without fields that are null. For one
/// connection.
final class Form {
  /// Only one who writes bytes of two frames in turns, or a line feed in a text, writes such a
  /// line.
  private static final List<String> TORN = List.of("HF-4", "HF-22", "HF-18");

  private static final List<String> FORM = List.of("HF-22");

  private static final Set<String> FROM_WORKERS =
      Set.of(
          "handshake", "status_update", "log", "task_complete", "task_error", "permission_request");
  private static final Set<String> FROM_ORCHESTRATORS =
      Set.of("handshake_ack", "permission_response", "cancel", "inject_context");
  private static final Set<String> FROM_BOTH = Set.of("ping", "pong", "protocol_error");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final Schema FRAME = schema();

  private final Set<String> types = new HashSet<>(FROM_BOTH);
  private final Set<String> ids = new HashSet<>();
  private Optional<String> childId = Optional.empty();

  /// What is wrong with a frame.
  ///
  /// @param rules that it breaks
  /// @param what in words
  record Flaw(List<String> rules, String what) {}

  /// For what a subject of this role writes.
  Form(String role) {
    types.addAll(role.equals("client") ? FROM_WORKERS : FROM_ORCHESTRATORS);
  }

  /// The frame on a line, or nothing where it is none.
  static Optional<JsonNode> frame(String line) {
    try {
      return Text.utf8(line).map(MAPPER::readTree).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// What is wrong with a line.
  Optional<Flaw> flaw(String line) {
    Optional<JsonNode> frame = frame(line);
    if (frame.isEmpty()) {
      return Optional.of(new Flaw(TORN, "a line that is no JSON object in UTF-8"));
    }
    return flaw(frame.get()).map(what -> new Flaw(FORM, what));
  }

  private Optional<String> flaw(JsonNode frame) {
    String type = frame.path("type").asString("");
    if (!types.contains(type)) {
      return Optional.of("the type " + frame.path("type") + ", which this side never sends");
    }
    if (hasNull(frame)) {
      return Optional.of("a field that is null, and is to be left out");
    }
    List<Error> errors = FRAME.validate(frame);
    if (!errors.isEmpty()) {
      return Optional.of(
          "no valid "
              + type
              + ": "
              + errors.getFirst().getInstanceLocation()
              + " "
              + errors.getFirst().getMessage());
    }
    if (!ids.add(frame.path("id").asString())) {
      return Optional.of("the id " + frame.path("id") + " for a second frame");
    }
    return otherChild(frame);
  }

  private Optional<String> otherChild(JsonNode frame) {
    if (!frame.has("childId")) {
      return Optional.empty();
    }
    String name = frame.path("childId").asString();
    if (childId.isEmpty()) {
      childId = Optional.of(name);
    }
    return childId.get().equals(name)
        ? Optional.empty()
        : Optional.of("the childId " + name + ", after the handshake of " + childId.get());
  }

  /// Opaque values may hold null; known fields may not.
  private static boolean hasNull(JsonNode frame) {
    return frame.properties().stream()
        .anyMatch(
            field ->
                field.getValue().isNull()
                    || (Set.of(
                                "result",
                                "error",
                                "protocol",
                                "config",
                                "tokensUsed",
                                "confirmation")
                            .contains(field.getKey())
                        && field.getValue().properties().stream()
                            .anyMatch(inner -> inner.getValue().isNull())));
  }

  private static Schema schema() {
    var schemas = new HashMap<String, String>();
    var types = new HashSet<String>(Set.of("frame", "envelope"));
    types.addAll(FROM_WORKERS);
    types.addAll(FROM_ORCHESTRATORS);
    types.addAll(FROM_BOTH);
    types.forEach(type -> schemas.put("urn:handfast:schema:" + type, resource(type)));
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.copyOf(schemas)))
        .getSchema(SchemaLocation.of("urn:handfast:schema:frame"));
  }

  private static String resource(String type) {
    try (InputStream file =
        Objects.requireNonNull(Form.class.getResourceAsStream(type + ".json"), type)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
