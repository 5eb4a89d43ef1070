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
final class DrivenClient extends Driven {
  private static final String OPEN = "open";

  private final AtOnce atOnce = new AtOnce();
  private final Map<String, String> calls = new LinkedHashMap<>();
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private final Map<String, String> requests = new LinkedHashMap<>();
  private final List<String> callbacks = new ArrayList<>();
  private Optional<Report> report = Optional.empty();
  private int closes;

  private record Report(String cause, List<String> unwritten) {}

  DrivenClient(Channel driver, Story story) {
    super(driver, story);
  }

  void connect(Consumer<ObjectNode> settings) {
    driver().tell("connect", settings);
  }

  void send(String tag, ObjectNode message) {
    outcomes.put(tag, OPEN);
    driver().tell("send", command -> command.put("tag", tag).set("message", message));
  }

  void burst(List<List<String>> tags, ObjectNode message) {
    atOnce.group(tags.stream().flatMap(List::stream).toList());
    tags.forEach(own -> own.forEach(tag -> outcomes.put(tag, OPEN)));
    driver()
        .tell(
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
    driver()
        .tell(
            "request",
            command ->
                command
                    .put("tag", tag)
                    .put("timeoutMs", timeout.toMillis())
                    .set("confirmation", confirmation));
  }

  void withdraw(String tag) {
    driver().tell("withdraw", command -> command.put("tag", tag));
  }

  void close(Duration deadline) {
    closes++;
    driver().tell("close", command -> command.put("deadlineMs", deadline.toMillis()));
  }

  /// Whether the client has told its end.
  boolean isClosed() {
    return report.isPresent();
  }

  @Override
  boolean took(String name, JsonNode event) {
    switch (name) {
      case "ready" -> callback("ready");
      case "outcome" -> outcome(text(event, "tag"), event);
      case "response" -> response(text(event, "tag"), event);
      case "received" -> callback(received(event.path("message")));
      case "closed" -> closed(event);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  boolean isExcused(JsonNode error) {
    return false;
  }

  private void outcome(String tag, JsonNode event) {
    String outcome = text(event, "outcome");
    String told =
        event.has("cause") && !outcome.equals("written")
            ? outcome + ": " + cause(event, "cause")
            : outcome;
    noted(tag + " " + told);
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
    noted(tag + " " + told);
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
    noted(what);
    callbacks.add(what);
  }

  /// The account so far.
  ///
  /// @param phases after the steps before
  /// @param tags of all calls, in order
  /// @param frames what the peer heard
  /// @param counted what to say where the driver does not count
  Account account(List<String> phases, List<String> tags, List<String> frames, long counted) {
    var all = new ArrayList<>(phases);
    all.add(state().map(event -> text(event, "state")).orElse("no answer"));
    return new Account(
        all,
        tags.stream().map(tag -> calls.getOrDefault(tag, tag + " accepted")).toList(),
        atOnce.inOrder(frames),
        outcomes,
        requests,
        callbacks,
        reports(),
        counted(counted),
        0,
        faults());
  }

  /// Each close is answered by the one end that there is.
  private List<String> reports() {
    return report
        .map(end -> end.cause() + " " + atOnce.inOrder(end.unwritten()))
        .map(text -> Collections.nCopies(closes, text))
        .orElse(List.of());
  }
}
