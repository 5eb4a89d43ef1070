package dev.handfast.driver;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The accepted messages without an outcome; needs the connection's lock.
final class Sends {
  private final Map<Long, Ticket> open = new HashMap<>();
  private final List<Receipt> undelivered = new ArrayList<>();
  private long next;

  /// Gives a message the number that the machine knows it by.
  long enter(Ticket ticket) {
    long number = next++;
    open.put(number, ticket);
    return number;
  }

  void forget(long number) {
    open.remove(number);
  }

  /// The message that has its outcome now; it is asked for once.
  Optional<Ticket> settle(long number, Delivery delivery) {
    Optional<Ticket> ticket = Optional.ofNullable(open.remove(number));
    ticket.ifPresent(settled -> remember(settled, delivery));
    return ticket;
  }

  private void remember(Ticket ticket, Delivery delivery) {
    switch (delivery) {
      case Delivery.Failed(FailureCause.ConnectionEnded _) -> undelivered.add(ticket);
      case Delivery.Unknown _ -> undelivered.add(ticket);
      case Delivery.Failed _, Delivery.Written _ -> {}
    }
  }

  List<Receipt> undelivered() {
    return List.copyOf(undelivered);
  }

  static HandfastException exception(Refusal refusal, EncodedFrame frame) {
    return switch (refusal) {
      case Refusal.Full full ->
          new HandfastException.QueueFull(
              full.limit(),
              "no room for %d bytes: the queue holds up to %d messages or %d bytes; %s"
                  .formatted(
                      frame.length(),
                      full.limit().messages(),
                      full.limit().bytes(),
                      "send less, choose OverflowPolicy.waitUpTo or dropOldest, or raise the"
                          + " limit"));
      case Refusal.NotOpen(CloseCause cause) -> new HandfastException.Closed(cause);
      case Refusal.NobodyAsks nobody -> new HandfastException.NotSendable(words(nobody));
    };
  }

  static String words(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Full _ -> "queue full";
      case Refusal.NotOpen(CloseCause cause) -> cause.summary();
      case Refusal.NobodyAsks(String id) ->
          "nobody waits for a reply to " + id + ": it was answered before, or never asked";
    };
  }
}
