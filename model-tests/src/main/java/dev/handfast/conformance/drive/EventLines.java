package dev.handfast.conformance.drive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A driver's output: an event on each line, and nothing else. For one thread.
final class EventLines {
  /// 16 MiB: two frames of the largest size that PROTOCOL.md knows.
  static final int LONGEST = 1 << 24;

  /// 80 characters of a line tell what it is.
  private static final int QUOTED = 80;

  /// What a driver tells of an opaque value keeps each digit.
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final InputStream output;

  /// That a line is no event: what came, what was wanted, what to do.
  static final class NoEvent extends Exception {
    private static final long serialVersionUID = 1L;

    private NoEvent(String got) {
      super(
          got
              + ": each line must be a JSON object with the field `event`, and whatever else a"
              + " driver prints belongs on standard error");
    }
  }

  EventLines(InputStream output) {
    this.output = new BufferedInputStream(output);
  }

  /// The next event; empty at the end.
  ///
  /// @throws NoEvent where a line is none
  Optional<JsonNode> next() throws IOException, NoEvent {
    Optional<String> line = line();
    return line.isEmpty() ? Optional.empty() : Optional.of(event(line.get()));
  }

  private Optional<String> line() throws IOException, NoEvent {
    var line = new ByteArrayOutputStream();
    int next = output.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = output.read()) {
      if (line.size() == LONGEST) {
        throw new NoEvent(
            "a line of more than %,d bytes, %s".formatted(LONGEST, begins(line.toString(UTF_8))));
      }
      line.write(next);
    }
    return Optional.of(text(line.toByteArray()));
  }

  private static String text(byte[] line) throws NoEvent {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException _) {
      throw new NoEvent("a line that is no UTF-8, " + begins(new String(line, UTF_8)));
    }
  }

  private static JsonNode event(String line) throws NoEvent {
    try {
      JsonNode event = MAPPER.readTree(line);
      if (event.path("event").isString()) {
        return event;
      }
    } catch (JacksonException _) {
      // it is told below
    }
    throw new NoEvent("a line that is no event, " + begins(line));
  }

  private static String begins(String line) {
    return line.length() <= QUOTED
        ? "`%s`".formatted(line)
        : "which begins with `%s`".formatted(line.substring(0, QUOTED));
  }
}
