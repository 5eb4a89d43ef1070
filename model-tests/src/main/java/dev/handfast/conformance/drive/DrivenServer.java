package dev.handfast.conformance.drive;

import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.story.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One life of a driven server, in the words of accounts.
final class DrivenServer extends Driven {
  /// Characters of two, three and four bytes, behind each text that is logged: whoever decodes a
  /// chunk at a time spoils them.
  static final String FLOURISH = " é€𝄞";

  private final Map<String, List<String>> sessions = new HashMap<>();
  private final Map<String, Integer> joined = new HashMap<>();
  private final Map<String, Integer> left = new HashMap<>();
  private final List<String> awaited = new ArrayList<>();
  private final Map<String, String> orders = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> broadcasts = new LinkedHashMap<>();
  private final Map<String, String> undecided = new LinkedHashMap<>();
  private final Set<String> replies = new HashSet<>();
  private boolean listening;
  private boolean stopping;
  private boolean stopped;

  DrivenServer(Driver driver, Story story) {
    super(driver, story);
  }

  void listen(Consumer<ObjectNode> settings) {
    driver().tell("listen", settings);
  }

  boolean isListening() {
    return listening;
  }

  /// Decides about the handshake of that name which has waited longest, where one waits.
  void decide(Child child, boolean accept) {
    if (awaited.remove(child.id())) {
      driver().tell("verdict", command -> command.put("childId", child.id()).put("accept", accept));
    }
  }

  void send(String tag, Child child, ObjectNode message) {
    orders.put(tag, ServerAccount.OPEN);
    driver()
        .tell(
            "send",
            command -> command.put("tag", tag).put("childId", child.id()).set("message", message));
  }

  void broadcast(String tag, ObjectNode message) {
    broadcasts.put(tag, new TreeMap<>());
    driver().tell("broadcast", command -> command.put("tag", tag).set("message", message));
  }

  /// Approves what the worker of a connection has asked, oldest first.
  ///
  /// @param prefix with which the ids of its requests begin
  void approve(String prefix) {
    List<String> requests =
        undecided.keySet().stream().filter(request -> request.startsWith(prefix)).toList();
    for (String request : requests) {
      String childId = undecided.remove(request);
      replies.add(request);
      orders.put(request, ServerAccount.OPEN);
      driver()
          .tell(
              "reply",
              command ->
                  command
                      .put("tag", request)
                      .put("childId", childId)
                      .put("requestId", request)
                      .put("result", "approve"));
    }
  }

  void stop(Duration deadline) {
    if (!stopping) {
      stopping = true;
      driver().tell("stop", command -> command.put("deadlineMs", deadline.toMillis()));
    }
  }

  boolean isStopped() {
    return stopped;
  }

  /// A server that stops waits for no verdict; another one should still have the handshake.
  @Override
  boolean isExcused(JsonNode error) {
    boolean isLate = text(error, "do").equals("verdict");
    if (isLate && !stopping) {
      fault("a handshake that waited for its verdict is gone: " + text(error, "message"));
    }
    return isLate;
  }

  @Override
  boolean took(String name, JsonNode event) {
    String childId = text(event, "childId");
    switch (name) {
      case "listening" -> listening = true;
      case "handshake" -> {
        noted("handshake of " + childId);
        awaited.add(childId);
      }
      case "joined" -> {
        joined.merge(childId, 1, Integer::sum);
        heard(childId, joined(childId), "joined");
      }
      case "received" -> heard(childId, joined(childId), received(event.path("message")));
      case "asked" -> {
        String request = text(event.path("message"), "id");
        undecided.put(request, childId);
        heard(childId, joined(childId), "ask " + request);
      }
      case "left" -> {
        int session = Math.min(left.merge(childId, 1, Integer::sum), joined(childId));
        heard(childId, session, "left " + cause(event, "cause"));
      }
      case "outcome" -> outcome(text(event, "tag"), childId, event);
      case "stopped" -> {
        noted("stopped");
        if (stopped) {
          fault("stopped was told twice");
        }
        stopped = true;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private int joined(String childId) {
    return joined.getOrDefault(childId, 0);
  }

  private void heard(String childId, int session, String what) {
    noted(childId + ": " + what);
    sessions
        .computeIfAbsent(childId + "/" + Math.max(1, session), _ -> new ArrayList<>())
        .add(what);
  }

  private static String received(JsonNode message) {
    String type = text(message, "type");
    return type.equals("log") ? "log " + plain(text(message, "content")) : type;
  }

  private static String plain(String content) {
    return content.endsWith(FLOURISH)
        ? content.substring(0, content.length() - FLOURISH.length())
        : content + " without its flourish";
  }

  private void outcome(String tag, String childId, JsonNode event) {
    String told = told(event, replies.contains(tag));
    noted(tag + " to " + childId + " " + told);
    if (broadcasts.get(tag) instanceof Map<String, String> all) {
      again(tag, Optional.ofNullable(all.put(childId, told)));
    } else if (orders.get(tag) instanceof String before) {
      again(tag, Optional.of(before).filter(each -> !each.equals(ServerAccount.OPEN)));
      orders.put(tag, told);
    } else {
      fault("an outcome of %s, which nobody sent".formatted(tag));
    }
  }

  private void again(String tag, Optional<String> before) {
    before.ifPresent(told -> fault("impossible (HF-5): %s was %s before".formatted(tag, told)));
  }

  /// Who asked may have left, and another have come under its name; a session that is ending is as
  /// good as none.
  private static String told(JsonNode event, boolean isReply) {
    String outcome = text(event, "outcome");
    String cause = cause(event, "cause");
    if (!outcome.equals("refused")) {
      return event.has("cause") && !outcome.equals("written") ? outcome + ": " + cause : outcome;
    }
    return switch (cause) {
      case "not registered", "closing" -> isReply ? "refused" : "nobody";
      case "not asked" -> "refused";
      default -> "refused: " + cause;
    };
  }

  /// The account so far.
  ///
  /// @param workers after each step; the last is said where the driver says nothing
  /// @param frames by connection: what its worker has read
  /// @param ended how many connections should have ended
  /// @param over whether the server should have stopped
  ServerAccount account(
      List<String> workers, Map<String, List<String>> frames, long ended, boolean over) {
    var all = new ArrayList<>(workers);
    state().map(DrivenServer::registered).ifPresent(now -> all.set(all.size() - 1, now));
    var given = new HashMap<>(orders);
    broadcasts.forEach(
        (tag, each) ->
            given.put(
                tag,
                each.entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .toList()
                    .toString()));
    var impossible = new ArrayList<>(faults());
    if (stopped && !over) {
      impossible.add("impossible (HF-12): stopped before its connections had ended");
    }
    boolean hangs = state().isEmpty() || (over && !stopped);
    return new ServerAccount(
        all, frames, sessions, given, awaited, ended, hangs ? 1 : 0, impossible);
  }

  private static String registered(JsonNode state) {
    return state.path("workers").valueStream().map(each -> each.asString("")).toList().toString();
  }
}
