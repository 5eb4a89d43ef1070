package dev.handfast.conformance.drive;

import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.world.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One life of a driven client, in the words of accounts.
final class DrivenClient {
  private static final String OPEN = "open";

  private final Driver driver;
  private final Story story;
  private final AtOnce atOnce = new AtOnce();
  private final Map<String, String> calls = new LinkedHashMap<>();
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private final Map<String, String> requests = new LinkedHashMap<>();
  private final List<String> callbacks = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Optional<Report> report = Optional.empty();
  private Optional<JsonNode> state = Optional.empty();
  private int closes;
  private boolean gone;

  private record Report(String cause, List<String> unwritten) {}

  DrivenClient(Driver driver, Story story) {
    this.driver = driver;
    this.story = story;
  }

  void connect(Consumer<ObjectNode> settings) {
    driver.tell("connect", settings);
  }

  void send(String tag, ObjectNode message) {
    outcomes.put(tag, OPEN);
    driver.tell("send", command -> command.put("tag", tag).set("message", message));
  }

  void burst(List<List<String>> tags, ObjectNode message) {
    atOnce.group(tags.stream().flatMap(List::stream).toList());
    tags.forEach(own -> own.forEach(tag -> outcomes.put(tag, OPEN)));
    driver.tell(
        "burst",
        command -> {
          var lists = command.putArray("tags");
          tags.forEach(own -> own.forEach(lists.addArray()::add));
          command.set("message", message);
        });
  }

  void request(String tag, ObjectNode confirmation, Duration timeout) {
    outcomes.put(tag, OPEN);
    requests.put(tag, OPEN);
    driver.tell(
        "request",
        command ->
            command
                .put("tag", tag)
                .put("timeoutMs", timeout.toMillis())
                .set("confirmation", confirmation));
  }

  void withdraw(String tag) {
    driver.tell("withdraw", command -> command.put("tag", tag));
  }

  void close(Duration deadline) {
    closes++;
    driver.tell("close", command -> command.put("deadlineMs", deadline.toMillis()));
  }

  /// Asks how far the client is, and takes everything that it has told up to its answer.
  ///
  /// @return whether there was an answer
  boolean ask(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    state = Optional.empty();
    driver.tell("state", _ -> {});
    while (state.isEmpty() && !gone) {
      Optional<JsonNode> event = driver.next(Duration.ofNanos(until - System.nanoTime()));
      if (event.isEmpty()) {
        return false;
      }
      take(event.get());
    }
    return state.isPresent();
  }

  /// Takes what has been told since.
  void look() {
    for (Optional<JsonNode> event = driver.poll(); event.isPresent(); event = driver.poll()) {
      take(event.get());
    }
  }

  /// Whether the process has ended, or says what is no event.
  boolean isGone() {
    return gone;
  }

  /// Whether the client has told its end.
  boolean isClosed() {
    return report.isPresent();
  }

  private void take(JsonNode event) {
    String name = event.path("event").asString("");
    switch (name) {
      case "state" -> state = Optional.of(event);
      case "ready" -> callback("ready");
      case "outcome" -> outcome(text(event, "tag"), event);
      case "response" -> response(text(event, "tag"), event);
      case "received" -> callback(received(event.path("message")));
      case "closed" -> closed(event);
      case Driver.ENDED -> {
        gone = true;
        fault("the driver has gone: " + text(event, "why"));
      }
      case "error", "unsupported" -> throw driver.fault(event.toString(), "what was asked for");
      default -> fault("an event that nobody knows: " + event);
    }
  }

  private void outcome(String tag, JsonNode event) {
    String outcome = text(event, "outcome");
    String told =
        event.has("cause") && !outcome.equals("written")
            ? outcome + ": " + cause(event, "cause")
            : outcome;
    story.noted(tag + " " + told);
    String before = outcomes.get(tag);
    if (before == null) {
      fault("an outcome of %s, which nobody sent".formatted(tag));
    } else if (!before.equals(OPEN)) {
      outcomes.put(tag, before + ", told again as " + told);
    } else if (outcome.equals("refused")) {
      outcomes.remove(tag);
      requests.remove(tag);
      calls.put(tag, tag + " " + told);
    } else {
      outcomes.put(tag, told);
    }
  }

  private void response(String tag, JsonNode event) {
    String told =
        event.has("result")
            ? "answered " + event.path("result").asString(event.path("result").toString())
            : event.path("code").isString() || isCause(text(event, "ended"))
                ? "lost: " + cause(event, "ended")
                : text(event, "ended");
    story.noted(tag + " " + told);
    String before = requests.get(tag);
    if (before == null) {
      fault("a response to %s, which nobody asked".formatted(tag));
    } else {
      requests.put(tag, before.equals(OPEN) ? told : before + ", told again as " + told);
    }
  }

  /// Causes begin with a capital, other ends do not.
  private static boolean isCause(String word) {
    return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
  }

  private static String received(JsonNode message) {
    String type = message.path("type").asString("");
    return switch (type) {
      case "cancel" -> "cancel";
      case "inject_context" ->
          message.path("context").asString("").length() > 99 ? "long context" : "context";
      default -> type;
    };
  }

  private void closed(JsonNode event) {
    String cause = cause(event, "cause");
    callback("closed " + cause);
    var unwritten = new ArrayList<String>();
    event.path("unwritten").forEach(tag -> unwritten.add(tag.asString("")));
    report = Optional.of(new Report(cause, unwritten));
  }

  private void callback(String what) {
    story.noted(what);
    callbacks.add(what);
  }

  private void fault(String what) {
    story.noted(what);
    faults.add(what);
  }

  private static String cause(JsonNode event, String field) {
    String cause = text(event, field);
    return event.path("code").isString() ? cause + " " + text(event, "code") : cause;
  }

  private static String text(JsonNode event, String field) {
    return event.path(field).asString("");
  }

  /// The account so far.
  ///
  /// @param phases after the steps before
  /// @param tags of all calls, in order
  /// @param frames what the peer heard
  /// @param counted what to say where the driver does not count
  Account account(List<String> phases, List<String> tags, List<String> frames, long counted) {
    var all = new ArrayList<>(phases);
    all.add(state.map(event -> text(event, "state")).orElse("no answer"));
    return new Account(
        all,
        tags.stream().map(tag -> calls.getOrDefault(tag, tag + " accepted")).toList(),
        atOnce.inOrder(frames),
        outcomes,
        requests,
        callbacks,
        reports(),
        driver.has("counts")
            ? state.map(event -> event.path("counted").asLong(0)).orElse(0L)
            : counted,
        0,
        faults);
  }

  /// Each close is answered by the one end that there is.
  private List<String> reports() {
    return report
        .map(end -> end.cause() + " " + atOnce.inOrder(end.unwritten()))
        .map(text -> Collections.nCopies(closes, text))
        .orElse(List.of());
  }
}
