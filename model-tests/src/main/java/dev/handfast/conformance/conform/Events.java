package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Pattern;
import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.suite.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a driver has told, and who expects it. A subject without a driver tells nothing. For one
/// thread.
final class Events {
  /// What makes an event one of a kind.
  private static final List<String> KEYS = List.of("tag", "childId");

  /// Behind these there is no other event of a life.
  private static final Set<String> LAST = Set.of("closed", "stopped");

  /// What spec/DRIVER.md names.
  private static final Set<String> KNOWN =
      Set.of(
          "hello",
          "listening",
          "state",
          "handshake",
          "ready",
          "joined",
          "outcome",
          "response",
          "received",
          "asked",
          "left",
          "closed",
          "stopped",
          "unsupported",
          "error");

  private final Subject subject;
  private final Chronicle chronicle;
  private final Duration patience;
  private final Ledger ledger;
  private final List<JsonNode> pending = new ArrayList<>();

  Events(Subject subject, Chronicle chronicle, Duration patience, Ledger ledger) {
    this.subject = subject;
    this.chronicle = chronicle;
    this.patience = patience;
    this.ledger = ledger;
  }

  /// The next event of its kind looks like this, or the case has failed.
  void expect(ObjectNode wanted, Pattern names, String rule) {
    ObjectNode pattern = names.filled(wanted);
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<JsonNode> event = take(pattern);
      if (event.isPresent()) {
        names
            .difference("", wanted, event.get())
            .ifPresent(
                difference -> {
                  throw Bad.failed(List.of(rule), pattern + "", difference + " in " + event.get());
                });
        return;
      }
      if (isOver(pattern)) {
        ask(rule); // a call that the end has overtaken is refused behind it
        if (pending.stream().noneMatch(each -> isOfKind(pattern, each))) {
          throw Bad.failed(List.of(rule), pattern + "", "the end of this life without it");
        }
        continue;
      }
      if (!pull(Duration.ofNanos(until - System.nanoTime()), rule)) {
        throw Bad.hung(
            List.of(rule),
            pattern + "",
            "nothing like it for " + patience.toMillis() + " ms" + strangers());
      }
    }
  }

  /// What was told that spec/DRIVER.md does not name: perhaps what is missing, under another name.
  private String strangers() {
    List<String> strange =
        pending.stream()
            .map(event -> event.path("event").asString(""))
            .filter(name -> !KNOWN.contains(name))
            .distinct()
            .toList();
    return strange.isEmpty()
        ? ""
        : "; it told events that spec/DRIVER.md does not name: " + String.join(", ", strange);
  }

  private Optional<JsonNode> take(JsonNode pattern) {
    Iterator<JsonNode> each = pending.iterator();
    while (each.hasNext()) {
      JsonNode event = each.next();
      if (isOfKind(pattern, event)) {
        each.remove();
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  private static boolean isOfKind(JsonNode pattern, JsonNode event) {
    return pattern.path("event").equals(event.path("event"))
        && KEYS.stream()
            .allMatch(key -> !pattern.has(key) || pattern.path(key).equals(event.path(key)));
  }

  private boolean isOver(JsonNode pattern) {
    return !LAST.contains(pattern.path("event").asString(""))
        && pending.stream().anyMatch(event -> LAST.contains(event.path("event").asString("")));
  }

  /// No event that looks like this has been told by now.
  void expectNone(ObjectNode wanted, Pattern names, String rule) {
    ask(rule);
    ObjectNode pattern = names.filled(wanted);
    for (JsonNode event : pending) {
      if (names.difference("", pattern, event).isEmpty()) {
        throw Bad.failed(List.of(rule), "no " + pattern, event + "");
      }
    }
  }

  /// The driver answers `state` so, now or after a while.
  void expectState(ObjectNode wanted, Pattern names, String rule) {
    long until = System.nanoTime() + patience.toNanos();
    ObjectNode pattern = names.filled(wanted);
    if (!subject.has("counts")) {
      pattern.remove("counted");
    }
    while (true) {
      JsonNode state = ask(rule);
      Optional<String> difference = names.difference("", pattern, state);
      if (difference.isEmpty()) {
        return;
      }
      if (System.nanoTime() > until) {
        throw Bad.hung(
            List.of(rule),
            "the state " + pattern,
            difference.get() + " for " + patience.toMillis() + " ms");
      }
    }
  }

  /// Asks how things stand; whatever was told before the answer is there then.
  JsonNode ask(String rule) {
    subject.tell("state", JsonNodeFactory.instance.objectNode());
    ObjectNode pattern = JsonNodeFactory.instance.objectNode().put("event", "state");
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<JsonNode> state = take(pattern);
      if (state.isPresent()) {
        return state.get();
      }
      if (!pull(Duration.ofNanos(until - System.nanoTime()), rule)) {
        throw Bad.hung(
            List.of(rule),
            "an answer to the command state",
            "none for " + patience.toMillis() + " ms");
      }
    }
  }

  /// Takes the next event that the driver tells, if it comes in time.
  boolean pull(Duration time, String rule) {
    Optional<JsonNode> next = subject.next(time.isPositive() ? time : Duration.ZERO);
    if (next.isEmpty()) {
      return false;
    }
    JsonNode event = next.get();
    String name = event.path("event").asString("");
    if (name.equals(Driver.ENDED)) {
      throw Bad.failed(
          List.of(rule, "HF-5", "HF-20"), "a driver that goes on", event.path("why").asString(""));
    }
    if (!name.equals("state")) {
      chronicle.event(inWords(event));
    }
    ledger.told(event);
    pending.add(event);
    return true;
  }

  /// Why something did not come: a driver that has gone does nothing more.
  Bad explained(Bad bad) {
    for (var next = soon(bad); next.isPresent(); next = soon(bad)) {
      if (next.get().path("event").asString("").equals(Driver.ENDED)) {
        return Bad.hung(bad.rules(), "a driver that goes on", next.get().path("why").asString(""));
      }
    }
    return bad;
  }

  private Optional<JsonNode> soon(Bad bad) {
    return bad.verdict() == Verdict.HUNG ? subject.next(Duration.ZERO) : Optional.empty();
  }

  private static String inWords(JsonNode event) {
    var words = new StringBuilder();
    event
        .properties()
        .forEach(
            field ->
                words
                    .append(words.isEmpty() ? "" : " ")
                    .append(
                        field.getValue().isString()
                            ? field.getValue().asString()
                            : field.getValue().toString()));
    return words.toString();
  }

  /// What no step has expected.
  List<JsonNode> rest() {
    return List.copyOf(pending);
  }

  /// Whether an event of this name waits for somebody who expects it.
  boolean has(String name) {
    return pending.stream().anyMatch(event -> event.path("event").asString("").equals(name));
  }

  /// Takes events until one of this name is there.
  ///
  /// @return whether it came in time
  boolean until(String name) {
    long until = System.nanoTime() + patience.toNanos();
    while (!has(name)) {
      if (!pull(Duration.ofNanos(until - System.nanoTime()), "HF-20")) {
        return false;
      }
    }
    return true;
  }
}
