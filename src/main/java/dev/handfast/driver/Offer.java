package dev.handfast.driver;

import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.seam.Clock;
import dev.handfast.transition.Refusal;
import dev.handfast.transition.Send;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message that a caller wants to send, and what the machine said to it; compared by identity.
///
/// Most offers are answered before their caller could wait.
///
/// @param <E> the machine's events
final class Offer<E> {
  private final Ticket ticket;
  private final EncodedFrame frame;
  private final Send.Loss loss;
  private final Function<Send, E> event;

  // Guarded by the connection's lock; the caller may look again once it knows of an answer.
  private boolean answered;
  private @Nullable Refusal refusal;
  private @Nullable Promise<Boolean> waiting;

  /// @param ticket the receipt, if it is accepted
  /// @param frame the encoded message
  /// @param loss whether it may be dropped later
  /// @param event makes the machine's event of it
  Offer(Ticket ticket, EncodedFrame frame, Send.Loss loss, Function<Send, E> event) {
    this.ticket = ticket;
    this.frame = frame;
    this.loss = loss;
    this.event = event;
  }

  Ticket ticket() {
    return ticket;
  }

  E event(long number, Send.WhenFull whenFull) {
    return event.apply(new Send(number, frame, loss, whenFull));
  }

  /// Notes what the machine said: empty is yes.
  void answer(Optional<Refusal> said) {
    answered = true;
    refusal = said.orElse(null);
    if (waiting != null) {
      waiting.keep(true);
    }
  }

  /// What is kept with the answer, for a caller that has to wait; empty where it is here.
  Optional<Promise<Boolean>> toBeAnswered(Clock clock) {
    if (answered) {
      return Optional.empty();
    }
    var promise = new Promise<Boolean>(clock);
    waiting = promise;
    return Optional.of(promise);
  }

  /// The receipt of an accepted message, once there is an answer.
  ///
  /// @throws HandfastException where the machine refused it
  Receipt receipt() {
    if (!answered) {
      throw new IllegalStateException("no answer yet to " + ticket);
    }
    if (refusal != null) {
      throw Sends.exception(refusal, frame);
    }
    return ticket;
  }
}
