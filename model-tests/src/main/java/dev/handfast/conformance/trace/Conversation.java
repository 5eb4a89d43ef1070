package dev.handfast.conformance.trace;

import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.Message;
import dev.handfast.trace.TraceEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One connection as one side saw it, from its first entry on.
final class Conversation {
  private final Objections objections;
  private final Side side;
  private final boolean byWorker;
  private final List<Frame> sent = new ArrayList<>();
  private final List<Frame> got = new ArrayList<>();
  private final Set<String> handshakeIds = new HashSet<>();
  private Optional<Impossible> impossible = Optional.empty();

  /// A frame, and where it stands.
  record Frame(Place place, TraceEntry entry, String text) {}

  Conversation(boolean byWorker, Objections objections) {
    this.byWorker = byWorker;
    this.objections = objections;
    this.side = byWorker ? new WorkerSide(objections) : new OrchestratorSide(objections);
  }

  /// Takes the next entry; nothing is said about what follows an impossible one.
  void take(Place place, TraceEntry entry) {
    if (impossible.isPresent()) {
      return;
    }
    Optional<Seen> seen = Seen.of(entry);
    impossible =
        seen.map(side::objection)
            .orElseGet(() -> objections.to(Reason.SHOWS_NOTHING))
            .map(why -> impossible(place, entry, why));
    if (seen.isEmpty() || impossible.isPresent()) {
      return;
    }
    side.take(seen.get());
    if (!side.state().equals(entry.state())) {
      impossible =
          objections
              .to(Reason.ANOTHER_STATE, side.state(), entry.state())
              .map(why -> impossible(place, entry, why));
    }
    note(place, entry, seen.get());
  }

  private Impossible impossible(Place place, TraceEntry entry, Objection why) {
    return Impossible.of(place, entry, side.state(), why, side.possible());
  }

  private void note(Place place, TraceEntry entry, Seen seen) {
    switch (seen) {
      case Seen.Sent(var message) -> {
        sent.add(new Frame(place, entry, entry.frame().orElseThrow()));
        name(message);
      }
      case Seen.Got(var message) -> {
        got.add(new Frame(place, entry, entry.frame().orElseThrow()));
        message.ifPresent(this::name);
      }
      case Seen.Changed _,
          Seen.Settled _,
          Seen.RequestEnded _,
          Seen.Refused _,
          Seen.Ignored _,
          Seen.Violated _,
          Seen.Ended _ -> {}
    }
  }

  private void name(Message message) {
    switch (message) {
      case Handshake handshake -> handshakeIds.add(handshake.id());
      case HandshakeAck ack -> ack.requestId().ifPresent(handshakeIds::add);
      default -> {} // nothing else names the connection
    }
  }

  boolean isByWorker() {
    return byWorker;
  }

  boolean hasEnded() {
    return side.hasEnded();
  }

  /// What names the connection on both sides: its handshake's id, once that was seen.
  Set<String> handshakeIds() {
    return handshakeIds;
  }

  /// The first entry that cannot have happened.
  Optional<Impossible> impossible() {
    return impossible;
  }

  /// What this side got that the other one did not send, or not in this place: the first of it.
  Optional<Impossible> foreign(Conversation other) {
    for (int i = 0; i < got.size(); i++) {
      Frame mine = got.get(i);
      if (i >= other.sent.size()) {
        return objections
            .to(Reason.MORE_THAN_WAS_SENT, other.sent.size())
            .map(why -> foreign(mine, why, "no frame that was not sent"));
      }
      Frame theirs = other.sent.get(i);
      if (!mine.text().equals(theirs.text())) {
        return objections
            .to(Reason.NOT_WHAT_WAS_SENT, i + 1, theirs.place())
            .map(why -> foreign(mine, why, "received " + theirs.text()));
      }
    }
    return Optional.empty();
  }

  private static Impossible foreign(Frame frame, Objection why, String possible) {
    return Impossible.of(
        frame.place(), frame.entry(), frame.entry().state(), why, List.of(possible));
  }
}
