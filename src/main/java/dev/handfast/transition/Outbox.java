package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import java.util.ArrayList;
import java.util.List;

/// What was handed to the writer and not yet taken by the kernel, in order of transmission.
///
/// @param unwritten the messages whose last byte the kernel has not taken
/// @param head how far the kernel got with the first of them
public record Outbox(PendingQueue unwritten, Head head) {

  /// How much of the first unwritten message the kernel has taken.
  public enum Head {
    /// Not a byte: if the connection ends now, the peer certainly got nothing of it.
    UNTOUCHED,
    /// Some bytes: if the connection ends now, nobody knows (HF-5, *unknown*).
    PARTLY
  }

  /// A fresh outbox with these messages.
  static Outbox of(PendingQueue unwritten) {
    return new Outbox(unwritten, Head.UNTOUCHED);
  }

  /// Whether one more message gets in; what has begun to leave stays (HF-32).
  Admission admit(Send send) {
    return unwritten.admit(send, head == Head.PARTLY ? 1 : 0);
  }

  Outbox with(PendingQueue other) {
    return new Outbox(other, head);
  }

  Outbox plus(Send send) {
    return new Outbox(unwritten.plus(send), head);
  }

  Outbox after(Wrote wrote) {
    return new Outbox(unwritten.drop(wrote.messages()), wrote.head());
  }

  /// The final outcomes of the messages that the kernel has just taken.
  List<Settle> settled(Wrote wrote) {
    var outcomes = new ArrayList<Settle>(wrote.messages());
    for (Send send : unwritten.first(wrote.messages())) {
      outcomes.add(new Settle(send.ticket(), new Delivery.Written()));
    }
    return outcomes;
  }

  /// The final outcomes of all that is left when the connection ends (HF-5).
  List<Settle> settled(CloseCause cause) {
    var outcomes = new ArrayList<Settle>(unwritten.size());
    for (Send send : unwritten.toList()) {
      Delivery outcome =
          outcomes.isEmpty() && head == Head.PARTLY
              ? new Delivery.Unknown(cause)
              : new Delivery.Failed(new FailureCause.ConnectionEnded(cause));
      outcomes.add(new Settle(send.ticket(), outcome));
    }
    return outcomes;
  }
}
