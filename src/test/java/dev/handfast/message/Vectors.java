package dev.handfast.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `spec/vectors`.
final class Vectors {
  /// The file whose vectors are streams; in all others they are lines.
  static final String FRAMING = "framing";

  /// The files whose vectors are lines.
  static final List<String> LINES =
      List.of("json", "envelope", "types", "fields", "fail-closed", "original-session");

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Vectors() {}

  /// One line of a file.
  record Vector(String name, String rule, JsonNode json) {
    /// The text of the line to read.
    String frame() {
      return json.required("frame").asString();
    }

    /// The bytes of the stream to read.
    byte[] stream() {
      return json.has("bytes")
          ? Base64.getDecoder().decode(json.get("bytes").asString())
          : json.required("text").asString().getBytes(StandardCharsets.UTF_8);
    }

    JsonNode expect() {
      return json.required("expect");
    }

    boolean valid() {
      return !expect().has("violation");
    }

    /// The frame as a reader writes it again.
    String rewritten() {
      return expect().has("rewritten") ? expect().get("rewritten").asString() : frame();
    }
  }

  /// The vectors of one file.
  static List<Vector> of(String file) {
    List<Vector> vectors = new ArrayList<>();
    for (String line : text(folder("vectors").resolve(file + ".ndjson")).lines().toList()) {
      JsonNode json = MAPPER.readTree(line);
      vectors.add(
          new Vector(json.required("name").asString(), json.required("rule").asString(), json));
    }
    return vectors;
  }

  /// A folder of the specification.
  static Path folder(String name) {
    Path root = Path.of(System.getProperty("handfast.root", "")).toAbsolutePath();
    Path inRoot = root.resolve("spec").resolve(name);
    return Files.isDirectory(inRoot) ? inRoot : root.resolveSibling("spec").resolve(name);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
