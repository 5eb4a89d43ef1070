package dev.handfast;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Proof that a message was accepted; its one outcome comes later (HF-5).
///
/// Any thread may use it, also after the connection has ended.
public interface Receipt {

  /// The id that the message has on the wire.
  String messageId();

  /// The message's type as it is spelt on the wire.
  String type();

  /// The outcome, if it is known by now.
  Optional<Delivery> delivery();

  /// Waits for the outcome; every accepted message gets one (HF-20).
  ///
  /// @throws HandfastException.WaitEnded where the thread is interrupted; the message is not
  ///   affected
  /// @throws IllegalStateException where it would have to wait in a callback on
  ///   [CallbackThread#READER]
  Delivery await();

  /// Waits for the outcome up to a limit; empty where the limit passed first.
  ///
  /// @throws HandfastException.WaitEnded where the thread is interrupted; the message is not
  ///   affected
  /// @throws IllegalStateException where it would have to wait in a callback on
  ///   [CallbackThread#READER]
  Optional<Delivery> await(Duration limit);

  /// The outcome as a future; its dependents run in order with the connection's callbacks.
  CompletableFuture<Delivery> future();
}
