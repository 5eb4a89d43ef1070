package dev.handfast.driver;

import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.Refusal;
import dev.handfast.transition.Send;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// A message that a caller wants to send, and what the machine said to it; compared by identity.
///
/// @param <E> the machine's events
final class Offer<E> {
  private final Ticket ticket;
  private final EncodedFrame frame;
  private final Send.Loss loss;
  private final Function<Send, E> event;
  private final Promise<Optional<Refusal>> answer;

  /// @param ticket the receipt, if it is accepted
  /// @param frame the encoded message
  /// @param loss whether it may be dropped later
  /// @param event makes the machine's event of it
  /// @param answer nothing kept yet
  Offer(
      Ticket ticket,
      EncodedFrame frame,
      Send.Loss loss,
      Function<Send, E> event,
      Promise<Optional<Refusal>> answer) {
    this.ticket = ticket;
    this.frame = frame;
    this.loss = loss;
    this.event = event;
    this.answer = answer;
  }

  Ticket ticket() {
    return ticket;
  }

  E event(long number, Send.WhenFull whenFull) {
    return event.apply(new Send(number, frame, loss, whenFull));
  }

  /// Notes what the machine said: empty is yes.
  void answer(Optional<Refusal> refusal) {
    answer.keep(refusal);
  }

  /// Waits for the answer up to a limit.
  ///
  /// @throws HandfastException.WaitEnded where the thread is interrupted, which it stays
  void await(Duration limit) {
    var _ = answer.await(limit);
  }

  /// Waits for an answer that comes as soon as a write that cannot block has ended.
  void awaitUninterruptibly() {
    var _ = answer.awaitUninterruptibly();
  }

  /// The receipt of an accepted message.
  ///
  /// @throws HandfastException where the machine refused it
  Receipt receipt() {
    Optional<Refusal> refusal = answer.awaitUninterruptibly();
    if (refusal.isPresent()) {
      throw Sends.exception(refusal.get(), frame);
    }
    return ticket;
  }
}
