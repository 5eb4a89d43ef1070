package dev.handfast.conformance.trace;

import dev.handfast.trace.TraceEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A trace that is written by hand, one side after the other.
final class HandMade {
  static final String HANDSHAKE =
      "\"childId\":\"w-1\",\"worktree\":\"/w\",\"branch\":\"\",\"task\":\"t\"";
  static final String LOG = "\"childId\":\"w-1\",\"level\":\"text\",\"content\":\"c\"";
  static final String ASK =
      "\"childId\":\"w-1\",\"confirmation\":"
          + "{\"toolName\":\"bash\",\"input\":{},\"isDangerous\":false}";
  static final String ACCEPTED = "\"accepted\":true,\"requestId\":\"h\"";
  static final String REFUSED = "\"accepted\":false,\"requestId\":\"h\"";
  static final String DENY = ",\"result\":\"deny\"";

  private final List<TraceEntry> entries = new ArrayList<>();
  private String role;
  private String state;

  private HandMade(String role, String state) {
    this.role = role;
    this.state = state;
  }

  /// Of a worker in Idle.
  static HandMade worker() {
    return new HandMade("worker", "Idle");
  }

  /// Of a worker whose handshake has left.
  static HandMade awaitingAck() {
    return worker().goes("Connecting", "AwaitingAck").sent("handshake", "h", HANDSHAKE);
  }

  /// Of a worker whose handshake was accepted.
  static HandMade ready() {
    return awaitingAck().received("handshake_ack", "a", ACCEPTED).goes("Ready");
  }

  /// Of an orchestrator in AwaitingHandshake.
  static HandMade orchestrator() {
    return new HandMade("orchestrator", "AwaitingHandshake");
  }

  /// Of an orchestrator that has a handshake to judge.
  static HandMade authorizing() {
    return orchestrator().received("handshake", "h", HANDSHAKE).goes("Authorizing");
  }

  /// Of an orchestrator that has accepted a worker.
  static HandMade registered() {
    return authorizing().goes("Registered").sent("handshake_ack", "a", ACCEPTED);
  }

  /// The other side's trace behind this one.
  HandMade and(HandMade other) {
    entries.addAll(other.entries);
    role = other.role;
    state = other.state;
    return this;
  }

  HandMade goes(String... states) {
    for (String to : states) {
      comesFrom(state, to);
    }
    return this;
  }

  /// A change of state that tells where it came from.
  HandMade comesFrom(String from, String to) {
    state = to;
    return detail("state", from + " → " + to);
  }

  HandMade sent(String type, String id, String fields) {
    return entry("sent", Optional.of(frame(type, id, fields)), none());
  }

  HandMade received(String type, String id, String fields) {
    return line(frame(type, id, fields));
  }

  /// A line that arrived, whatever it says.
  HandMade line(String line) {
    return entry("received", Optional.of(line), none());
  }

  HandMade request(String id) {
    return detail("request", id + ": went away");
  }

  HandMade ignored(String why) {
    return detail("ignored", why);
  }

  HandMade violation() {
    return detail("violation", "it broke the protocol");
  }

  HandMade ended() {
    return entry("ended", none(), none());
  }

  HandMade refused() {
    return entry("refused", none(), none());
  }

  HandMade outcome(String message, String outcome) {
    return add(role, "outcome", none(), Optional.of(message), Optional.of(outcome), none());
  }

  /// An entry of somebody who is neither worker nor orchestrator.
  HandMade stranger() {
    return add("bystander", "ended", none(), none(), none(), none());
  }

  /// An entry that tells another state than the one it stands in.
  HandMade refusedIn(String elsewhere) {
    state = elsewhere;
    return refused();
  }

  /// An entry of a kind that nobody writes.
  HandMade nothing() {
    return entry("hello", none(), none());
  }

  List<TraceEntry> entries() {
    return List.copyOf(entries);
  }

  /// What a check says of it.
  TraceCheck.Report checkedBy(TraceCheck check) {
    for (int i = 0; i < entries.size(); i++) {
      check.take(new Place("trace", i + 1), entries.get(i));
    }
    return check.report();
  }

  private HandMade detail(String event, String detail) {
    return entry(event, none(), Optional.of(detail));
  }

  private HandMade entry(String event, Optional<String> frame, Optional<String> detail) {
    return add(role, event, frame, none(), none(), detail);
  }

  private HandMade add(
      String by,
      String event,
      Optional<String> frame,
      Optional<String> message,
      Optional<String> outcome,
      Optional<String> detail) {
    entries.add(
        new TraceEntry(Instant.EPOCH, by, "w-1", state, event, frame, message, outcome, detail));
    return this;
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static String frame(String type, String id, String fields) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"timestamp\":1%s}"
        .formatted(id, type, fields.isEmpty() ? "" : "," + fields);
  }
}
