package dev.handfast.conformance.walk;

import dev.handfast.conformance.model.Edge;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Why no stimulus passes a cell of a graph, so that the reference is not asked about it.
///
/// What the reference leaves out is compared between code and model all the same, cell by cell.
final class Unheard {
  private static final Set<String> NOTHING = Set.of("Ignore", "Hangup", "Release");

  static final Unheard CLIENT =
      new Unheard()
          .where("before the start", edge -> is(edge, "Idle"))
          .where("nobody brings it about there, and nothing follows", Unheard::nothingFollows)
          .where(
              "a peer that does not read asks, or is looked at", on("PingReceived", "KeepaliveDue"))
          .where("an answer to a request that the peer has not read", on("ResponseReceived"))
          .where("the time of the younger request is over", on("RequestTimedOut"))
          .where("the kernel takes another part of what waits", on("Wrote"));

  static final Unheard SERVER =
      new Unheard()
          .where("the worker does not read", edge -> !list(edge, "queue").isEmpty())
          .where("nobody brings it about there, and nothing follows", Unheard::nothingFollows)
          .where("the verdict is out, and the worker is not read", edge -> is(edge, "Authorizing"))
          .where("another connection", on("Superseded", "TurnedAway"))
          .where("the whole server stops", on("CloseRequested"))
          .where("there is no session to send to", on("SendRequested"))
          .where("an answer to the younger request, or without one", on("ReplyRequested"))
          .where("a request of another, or the older one again", on("PermissionAsked"));

  private final Map<String, Predicate<Edge>> reasons = new LinkedHashMap<>();

  private Unheard() {}

  private Unheard where(String reason, Predicate<Edge> holds) {
    reasons.put(reason, holds);
    return this;
  }

  /// How many cells have each reason; the first that holds counts.
  ///
  /// @throws AssertionError where a cell has none
  String count(Collection<Edge> missed) {
    var counts = new LinkedHashMap<String, Integer>();
    missed.forEach(edge -> counts.merge(reason(edge), 1, Integer::sum));
    return reasons.keySet().stream()
        .filter(counts::containsKey)
        .map(reason -> reason + " " + counts.get(reason))
        .collect(Collectors.joining(", "));
  }

  private String reason(Edge edge) {
    return reasons.entrySet().stream()
        .filter(reason -> reason.getValue().test(edge))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no stimulus brings this about, and nobody says why: " + edge))
        .getKey();
  }

  private static Predicate<Edge> on(String... inputs) {
    return edge -> List.of(inputs).contains(edge.input().get("type"));
  }

  private static boolean is(Edge edge, String state) {
    return edge.from().get("name").equals(state);
  }

  private static List<?> list(Edge edge, String field) {
    return (List<?>) edge.from().get(field);
  }

  private static boolean nothingFollows(Edge edge) {
    return edge.from().equals(edge.to())
        && edge.effects().stream().allMatch(effect -> NOTHING.contains(effect.get("type")));
  }
}
