package dev.handfast.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The suite's end of a driver: commands come in, events go out, a JSON object on each line.
public final class Console {
  /// Opaque values keep each digit of their numbers.
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final BufferedReader in;
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  /// @param in where commands come from
  /// @param out where events go
  public Console(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /// Carries commands out until there are no more; what cannot be carried out is told.
  ///
  /// @param commands what is done, by name
  public void serve(Map<String, Consumer<JsonNode>> commands) {
    for (String line = next(); line != null; line = next()) {
      JsonNode command = MAPPER.readTree(line);
      String name = command.path("do").asString("");
      Consumer<JsonNode> action = commands.get(name);
      if (action == null) {
        tell("unsupported", event -> event.put("do", name));
        continue;
      }
      try {
        action.accept(command);
      } catch (RuntimeException failed) {
        tell("error", event -> event.put("do", name).put("message", failed.toString()));
      }
    }
  }

  private @Nullable String next() {
    try {
      return in.readLine();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// Tells an event, in one piece; any thread.
  public void tell(String name, Consumer<ObjectNode> fields) {
    ObjectNode event = MAPPER.createObjectNode().put("event", name);
    fields.accept(event);
    lock.lock();
    try {
      out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException _) {
      // the suite has gone: the end of its commands comes next
    } finally {
      lock.unlock();
    }
  }

  /// A field that holds JSON as it is.
  static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }
}
