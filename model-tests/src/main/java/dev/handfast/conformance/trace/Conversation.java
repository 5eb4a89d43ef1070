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
  private final Side side;
  private final boolean byWorker;
  private final List<Frame> sent = new ArrayList<>();
  private final List<Frame> got = new ArrayList<>();
  private final Set<String> handshakeIds = new HashSet<>();
  private Optional<Impossible> impossible = Optional.empty();

  /// A frame, and where it stands.
  record Frame(Place place, TraceEntry entry, String text) {}

  Conversation(boolean byWorker) {
    this.byWorker = byWorker;
    this.side = byWorker ? new WorkerSide() : new OrchestratorSide();
  }

  /// Takes the next entry; nothing is said about what follows an impossible one.
  void take(Place place, TraceEntry entry) {
    if (impossible.isPresent()) {
      return;
    }
    Optional<Seen> seen = Seen.of(entry);
    Optional<Objection> objection =
        seen.isEmpty()
            ? Side.object("section 4", "the entry shows nothing that this side can have done")
            : side.objection(seen.get());
    if (objection.isPresent()) {
      impossible =
          objection.map(why -> Impossible.of(place, entry, side.state(), why, side.possible()));
      return;
    }
    side.take(seen.orElseThrow());
    if (!side.state().equals(entry.state())) {
      impossible =
          Side.object("section 6", "nothing led from " + side.state() + " to " + entry.state())
              .map(why -> Impossible.of(place, entry, side.state(), why, side.possible()));
      return;
    }
    note(place, entry, seen.orElseThrow());
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
        return Optional.of(
            Impossible.of(
                mine.place(),
                mine.entry(),
                mine.entry().state(),
                new Objection("HF-4", "the other side sent " + other.sent.size() + " frames only"),
                List.of("no frame that was not sent")));
      }
      Frame theirs = other.sent.get(i);
      if (!mine.text().equals(theirs.text())) {
        return Optional.of(
            Impossible.of(
                mine.place(),
                mine.entry(),
                mine.entry().state(),
                new Objection(
                    "HF-4",
                    "frame %d of the other side is another one (%s)"
                        .formatted(i + 1, theirs.place())),
                List.of("received " + theirs.text())));
      }
    }
    return Optional.empty();
  }
}
