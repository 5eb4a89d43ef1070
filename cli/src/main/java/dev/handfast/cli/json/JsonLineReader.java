package dev.handfast.cli.json;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads JSON objects, one a line, and says of each other line what is wrong with it.
///
/// Empty lines count but are skipped. For one thread.
public final class JsonLineReader {
  /// 8 MiB: as much as a frame may have, so that every message can be ordered.
  public static final int MAX_LINE = 8 << 20;

  private static final String WANTED = "one JSON object on one line";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final InputStream in;
  private long number;

  /// @param in UTF-8; it is the caller's to close
  public JsonLineReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /// Waits for the next line that is not empty; empty at the end of the input.
  public Optional<JsonLine> next() throws IOException {
    while (true) {
      var bytes = new ByteArrayOutputStream();
      long length = readLine(bytes);
      if (length < 0) {
        return Optional.empty();
      }
      number++;
      if (length > MAX_LINE) {
        return Optional.of(bad("%d bytes".formatted(length), "at most %d".formatted(MAX_LINE)));
      }
      if (!bytes.toString(StandardCharsets.UTF_8).isBlank()) {
        return Optional.of(parse(bytes.toByteArray()));
      }
    }
  }

  /// Reads up to the line's end, and keeps no more of it than is allowed; -1 at the input's end.
  private long readLine(ByteArrayOutputStream line) throws IOException {
    long length = 0;
    int next = in.read();
    if (next < 0) {
      return -1;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      length++;
      if (length <= MAX_LINE) {
        line.write(next);
      }
    }
    return length;
  }

  private JsonLine parse(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (CharacterCodingException _) {
      return bad("bytes that are not UTF-8", WANTED);
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      return node instanceof ObjectNode object
          ? new JsonLine.Good(number, new JsonFields(object))
          : bad(JsonFields.excerpt(text), WANTED);
    } catch (JacksonException fault) {
      return bad("%s (%s)".formatted(JsonFields.excerpt(text), where(fault)), WANTED);
    }
  }

  /// The parser's complaint, without its advice to programmers.
  private static String where(JacksonException fault) {
    String complaint = fault.getOriginalMessage().lines().findFirst().orElse("no JSON");
    return "column %d: %s"
        .formatted(fault.getLocation().getColumnNr(), complaint.split(": | \\(", 2)[0]);
  }

  private JsonLine bad(String got, String wanted) {
    return new JsonLine.Bad(number, got, wanted);
  }
}
