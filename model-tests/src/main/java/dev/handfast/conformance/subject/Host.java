package dev.handfast.conformance.subject;

import dev.handfast.message.Decision;
import dev.handfast.peer.Burst;
import dev.handfast.peer.Console;
import dev.handfast.peer.Words;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The driver of a client in this JVM: commands of `spec/DRIVER.md` become calls, and what the
/// client tells becomes events.
public final class Host {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private final String name;
  private final Set<Feature> features;
  private final BiFunction<Settings, Listener, Life> start;
  private final BiConsumer<String, Consumer<ObjectNode>> tell;
  private Optional<Life> life = Optional.empty();

  /// A driver without a client yet.
  ///
  /// @param subject says what it is
  /// @param start starts its clients
  /// @param tell takes events: a name, and what adds the fields
  public Host(
      ClientUnderTest subject,
      BiFunction<Settings, Listener, Life> start,
      BiConsumer<String, Consumer<ObjectNode>> tell) {
    this.name = subject.name();
    this.features = Set.copyOf(subject.features());
    this.start = start;
    this.tell = tell;
  }

  /// Serves the suite until the commands end.
  public static void serve(ClientUnderTest subject, InputStream commands, OutputStream events) {
    var console = new Console(commands, events);
    console.serve(new Host(subject, subject::start, console::tell).commands());
  }

  /// What is done on each command.
  public Map<String, Consumer<JsonNode>> commands() {
    return Map.of(
        "hello",
        _ -> hello(),
        "connect",
        this::connect,
        "send",
        this::send,
        "burst",
        this::burst,
        "request",
        this::request,
        "withdraw",
        command -> life().withdraw(tag(command)),
        "close",
        command -> life().close(millis(command, "deadlineMs")),
        "state",
        _ -> state());
  }

  private void hello() {
    tell.accept(
        "hello",
        event -> {
          event.put("driver", 1).put("role", "client").put("name", name).put("version", "");
          var words = event.putArray("features");
          features.forEach(feature -> words.add(feature.word()));
        });
  }

  private void connect(JsonNode command) {
    var settings =
        new Settings(
            Path.of(text(command, "socket")),
            text(command, "childId"),
            text(command, "worktree"),
            text(command, "branch"),
            text(command, "task"),
            millis(command, "handshakeTimeoutMs"),
            command.required("queueMessages").asInt(),
            text(command, "whenFull").equals("drop logs"),
            millis(command, "pingIntervalMs"),
            millis(command, "silenceLimitMs"),
            command.required("earlyLineLimit").asInt(),
            command.required("lineLimit").asInt());
    life = Optional.of(start.apply(settings, new Teller(tell)));
  }

  private Life life() {
    return life.orElseThrow(() -> new IllegalStateException("no client: connect first"));
  }

  private void send(JsonNode command) {
    life().send(tag(command), fields(command.required("message")));
  }

  private void burst(JsonNode command) {
    Life now = life();
    String message = command.required("message").toString();
    List<Runnable> work =
        command
            .required("tags")
            .valueStream()
            .<Runnable>map(tags -> () -> tags.forEach(tag -> send(now, tag.asString(), message)))
            .toList();
    Burst.of(work, Thread.ofPlatform().factory());
  }

  private static void send(Life life, String tag, String message) {
    life.send(tag, fields(MAPPER.readTree(message.replace("{tag}", tag))));
  }

  private void request(JsonNode command) {
    life()
        .request(
            tag(command), fields(command.required("confirmation")), millis(command, "timeoutMs"));
  }

  private void state() {
    Life now = life();
    String state = Words.state(now.state());
    long counted = now.counted();
    tell.accept("state", event -> event.put("state", state).put("counted", counted));
  }

  private static String tag(JsonNode command) {
    return text(command, "tag");
  }

  private static String text(JsonNode command, String field) {
    return command.required(field).asString();
  }

  private static Duration millis(JsonNode command, String field) {
    return Duration.ofMillis(command.required(field).asLong());
  }

  private static Map<String, Object> fields(JsonNode message) {
    return MAPPER.convertValue(message, FIELDS);
  }

  /// What a client tells, as events.
  private record Teller(BiConsumer<String, Consumer<ObjectNode>> tell) implements Listener {
    @Override
    public void ready() {
      tell.accept("ready", _ -> {});
    }

    @Override
    public void refused(String tag, Cause cause) {
      outcome(tag, "refused", event -> cause(event, "cause", cause));
    }

    @Override
    public void written(String tag) {
      outcome(tag, "written", _ -> {});
    }

    @Override
    public void failed(String tag, Cause cause) {
      outcome(tag, "failed", event -> cause(event, "cause", cause));
    }

    @Override
    public void unknown(String tag, Cause cause) {
      outcome(tag, "unknown", event -> cause(event, "cause", cause));
    }

    private void outcome(String tag, String outcome, Consumer<ObjectNode> rest) {
      tell.accept("outcome", event -> rest.accept(event.put("tag", tag).put("outcome", outcome)));
    }

    @Override
    public void answered(String tag, Decision decision) {
      tell.accept("response", event -> event.put("tag", tag).set("result", Words.result(decision)));
    }

    @Override
    public void ended(String tag, Cause cause) {
      tell.accept("response", event -> cause(event.put("tag", tag), "ended", cause));
    }

    @Override
    public void received(Map<String, Object> message) {
      tell.accept("received", event -> event.set("message", MAPPER.valueToTree(message)));
    }

    @Override
    public void closed(Cause cause, List<String> unwritten) {
      tell.accept(
          "closed",
          event -> {
            cause(event, "cause", cause);
            var tags = event.putArray("unwritten");
            unwritten.forEach(tags::add);
          });
    }

    private static void cause(ObjectNode event, String field, Cause cause) {
      event.put(field, cause.word());
      if (!cause.code().isEmpty()) {
        event.put("code", cause.code());
      }
    }
  }
}
