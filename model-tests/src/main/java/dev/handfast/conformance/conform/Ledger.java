package dev.handfast.conformance.conform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What holds whatever the case: each message and each request ends once, each life begins and ends
/// once, and nothing is told outside of it.
final class Ledger {
  private final String role;
  private final Set<String> sent = new HashSet<>();
  private final Set<String> open = new TreeSet<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> asking = new TreeSet<>();
  private final Set<String> answered = new HashSet<>();
  private final Map<String, Integer> here = new HashMap<>();
  private boolean accepted;
  private boolean ready;
  private boolean over = true;
  private boolean never;

  Ledger(String role) {
    this.role = role;
  }

  /// The driver was given a command.
  void commanded(String command, JsonNode fields) {
    fields.path("tags").forEach(list -> list.forEach(tag -> sent.add(tag.asString(""))));
    if (fields.has("tag")) {
      sent.add(fields.path("tag").asString(""));
    }
    switch (command) {
      case "connect", "listen" -> {
        over = false;
        never = false;
        ready = false;
        accepted = false;
      }
      case "send" -> open.add(fields.path("tag").asString(""));
      case "request" -> {
        open.add(fields.path("tag").asString(""));
        asking.add(fields.path("tag").asString(""));
      }
      case "burst" ->
          fields.path("tags").forEach(list -> list.forEach(tag -> open.add(tag.asString())));
      default -> {} // nothing else begins what must end
    }
  }

  /// The suite has said what accepts.
  void accepts() {
    accepted = true;
  }

  /// The driver has told something.
  void told(JsonNode event) {
    String name = event.path("event").asString("");
    if (name.equals("error") && event.path("do").asString("").equals("listen")) {
      over = true;
      never = true;
    }
    if (name.equals("state") || name.equals("error") || name.equals("unsupported")) {
      return;
    }
    if (over && !isRefusalOfALateCall(event)) {
      throw Bad.failed(List.of("HF-10", "HF-5"), "nothing after the end", event + "");
    }
    switch (name) {
      case "ready" -> ready();
      case "outcome" -> outcome(event);
      case "response" -> response(event);
      case "closed", "stopped" -> ended(event);
      case "joined" -> joined(event);
      case "left" -> left(event);
      case "received", "asked" -> received(event);
      default -> {} // `listening`, `handshake`, and what a later version may tell
    }
  }

  private boolean isRefusalOfALateCall(JsonNode event) {
    return event.path("outcome").asString("").equals("refused")
        && open.contains(event.path("tag").asString(""));
  }

  private void ready() {
    if (!accepted) {
      throw Bad.failed(
          List.of("HF-1", "HF-19", "HF-23"), "no ready before an accepting ack", "ready");
    }
    if (ready) {
      throw Bad.failed(List.of("HF-6", "HF-19"), "ready once", "ready twice");
    }
    ready = true;
  }

  private void outcome(JsonNode event) {
    String tag = event.path("tag").asString("");
    known(event);
    if (!settled.add(tag + " " + event.path("childId").asString(""))) {
      throw Bad.failed(List.of("HF-5"), "one outcome for " + tag, "another one: " + event);
    }
    open.remove(tag);
    if (event.path("outcome").asString("").equals("refused")) {
      asking.remove(tag);
    }
  }

  private void response(JsonNode event) {
    String tag = event.path("tag").asString("");
    known(event);
    if (!answered.add(tag)) {
      throw Bad.failed(List.of("HF-7"), "one end of the request " + tag, "another one: " + event);
    }
    asking.remove(tag);
  }

  private void known(JsonNode event) {
    if (!event.path("tag").isString()) {
      throw Bad.failed(List.of("HF-5"), "the tag of what was sent", "no tag in " + event);
    }
    if (!sent.contains(event.path("tag").asString())) {
      throw Bad.failed(
          List.of("HF-5"), "nothing about a tag that was never sent", String.valueOf(event));
    }
  }

  private void ended(JsonNode event) {
    over = true;
    here.forEach(
        (child, count) -> {
          if (count > 0) {
            throw Bad.failed(List.of("HF-14"), "left " + child + " before the end", event + "");
          }
        });
  }

  private void joined(JsonNode event) {
    here.merge(child(event), 1, Integer::sum);
  }

  private void left(JsonNode event) {
    int count = here.getOrDefault(child(event), 0);
    if (count == 0) {
      throw Bad.failed(
          List.of("HF-14"), "left once, and only for who has joined", "one too many: " + event);
    }
    here.put(child(event), count - 1);
  }

  private void received(JsonNode event) {
    if (role.equals("server") && here.getOrDefault(child(event), 0) == 0) {
      throw Bad.failed(
          List.of("HF-13", "HF-14"), "nothing from who has not joined, or has left", event + "");
    }
  }

  private static String child(JsonNode event) {
    return event.path("childId").asString("");
  }

  /// Everything that was sent has its outcome, and each request that was accepted its end, now that
  /// the driver has answered behind the end.
  void audit() {
    if (over && !open.isEmpty()) {
      throw Bad.failed(List.of("HF-5", "HF-20"), "an outcome for each of " + open, "none");
    }
    if (over && !asking.isEmpty()) {
      throw Bad.failed(
          List.of("HF-7", "HF-20"), "an end of each of the requests " + asking, "none");
    }
  }

  /// Whether there never was a server, because it could not listen.
  boolean isStillborn() {
    return never;
  }

  /// Whether a life goes on.
  boolean isAlive() {
    return !over;
  }
}
