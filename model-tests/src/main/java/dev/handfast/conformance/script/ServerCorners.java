package dev.handfast.conformance.script;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Tells which corners a server's life reached, by its account and those of its beginnings.
public final class ServerCorners {
  /// What handlers or workers were told.
  private static final Map<ServerCorner, String> WORDS = words();

  private final ServerScript script;
  private final List<ServerAccount> course;
  private final Set<ServerCorner> reached = EnumSet.noneOf(ServerCorner.class);

  private ServerCorners(ServerScript script, List<ServerAccount> course) {
    this.script = script;
    this.course = course;
  }

  /// The corners of one life.
  ///
  /// @param course the accounts of its beginnings: of none of its steps, of one, and so on
  public static Set<ServerCorner> of(ServerScript script, List<ServerAccount> course) {
    if (course.size() != script.steps().size() + 1) {
      throw new IllegalArgumentException(
          "%d accounts of a life of %d steps".formatted(course.size(), script.steps().size()));
    }
    var corners = new ServerCorners(script, course);
    corners.end(course.getLast());
    for (int i = 0; i < script.steps().size(); i++) {
      corners.step(i);
    }
    return corners.reached;
  }

  private static Map<ServerCorner, String> words() {
    var words = new EnumMap<ServerCorner, String>(ServerCorner.class);
    words.put(ServerCorner.ACCEPTED, "accept");
    words.put(ServerCorner.SUPERSEDED, "left Superseded");
    words.put(ServerCorner.STOPPED_DURING_REQUEST, "denial ");
    words.put(ServerCorner.ANSWERED_TOO_LATE, ServerAccount.TOLD + "refused ");
    words.put(ServerCorner.ANSWERED, "answer ");
    words.put(ServerCorner.LOGGED, "log ");
    words.put(ServerCorner.ORDERED, "inject_context ");
    words.put(ServerCorner.PONG, "pong");
    words.put(ServerCorner.PING, "ping");
    words.put(ServerCorner.SILENT_WORKER, "left PeerSilent");
    words.put(ServerCorner.REPORTED, "left PeerReported");
    words.put(ServerCorner.LEFT, "left PeerClosed");
    words.put(ServerCorner.CLOSED_LOCALLY, "left ClosedLocally");
    words.put(ServerCorner.VIOLATION_CHILD_ID, "left PeerMisbehaved child_id_mismatch");
    words.put(ServerCorner.VIOLATION_DUPLICATE_REQUEST, "left PeerMisbehaved duplicate_request");
    words.put(
        ServerCorner.VIOLATION_DUPLICATE_HANDSHAKE, "left PeerMisbehaved duplicate_handshake");
    words.put(ServerCorner.VIOLATION_DIRECTION, "left PeerMisbehaved wrong_direction");
    words.put(ServerCorner.VIOLATION_JSON, "left PeerMisbehaved invalid_json");
    words.put(ServerCorner.VIOLATION_BEFORE_THE_HANDSHAKE, "protocol_error handshake_expected");
    words.put(ServerCorner.VIOLATION_NAME, "protocol_error invalid_value");
    return words;
  }

  private void end(ServerAccount account) {
    List<String> told =
        Stream.of(account.frames(), account.sessions())
            .flatMap(each -> each.values().stream())
            .flatMap(Collection::stream)
            .toList();
    WORDS.forEach(
        (corner, word) -> when(told.stream().anyMatch(it -> it.startsWith(word)), corner));
    when(
        account.sessions().keySet().stream().anyMatch(name -> name.endsWith("/2")),
        ServerCorner.TWO_SESSIONS_OF_ONE_NAME);
    when(
        account.workers().stream().anyMatch(names -> names.contains(", ")),
        ServerCorner.TWO_WORKERS);
    when(account.orders().containsValue("nobody"), ServerCorner.ORDERED_NOBODY);
    when(
        account.orders().values().stream().anyMatch(order -> order.contains(", ")),
        ServerCorner.BROADCAST_TO_TWO);
  }

  /// What is told by a step that sends a refusal, or by one that does nothing.
  private void step(int at) {
    ServerStep step = script.steps().get(at);
    switch (step) {
      case ServerStep.Connects _ -> whereRefused(at, ServerCorner.REFUSED_AS_TOO_MANY);
      case ServerStep.Decides(_, var verdict) -> {
        whereRefused(
            at,
            switch (verdict) {
              case ACCEPT -> ServerCorner.REFUSED_AS_DUPLICATE;
              case REFUSE -> ServerCorner.REFUSED_BY_THE_PROGRAM;
            });
        ServerAccount before = before(at);
        ServerAccount after = before(at + 1);
        when(
            !before.awaited().equals(after.awaited()) && before.frames().equals(after.frames()),
            ServerCorner.VERDICT_FOR_NOBODY);
      }
      case ServerStep.Wait _ -> timeOuts(at);
      case ServerStep.Stops _ -> {
        if (!before(at).awaited().isEmpty()) {
          whereRefused(at, ServerCorner.STOPPED_BEFORE_THE_VERDICT);
        }
      }
      default -> {} // the account of the whole life tells what comes of it
    }
  }

  private void timeOuts(int at) {
    boolean awaits = !before(at).awaited().isEmpty();
    whereRefused(
        at, awaits ? ServerCorner.TIMED_OUT_BEFORE_THE_VERDICT : ServerCorner.HANDSHAKE_TIMED_OUT);
  }

  private void whereRefused(int at, ServerCorner corner) {
    when(refusals(before(at + 1)) > refusals(before(at)), corner);
  }

  private static int refusals(ServerAccount account) {
    return account.frames().values().stream()
        .mapToInt(frames -> Collections.frequency(frames, "refuse"))
        .sum();
  }

  private ServerAccount before(int step) {
    return course.get(step);
  }

  private void when(boolean isReached, ServerCorner corner) {
    if (isReached) {
      reached.add(corner);
    }
  }
}
