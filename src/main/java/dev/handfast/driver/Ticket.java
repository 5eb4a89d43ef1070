package dev.handfast.driver;

import dev.handfast.Delivery;
import dev.handfast.Receipt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The connection's side of a [Receipt].
///
/// @param callbacks where dependents of the outcome run
record Ticket(String messageId, String type, Promise<Delivery> outcome, Executor callbacks)
    implements Receipt {

  @Override
  public Optional<Delivery> delivery() {
    return outcome.now();
  }

  @Override
  public Delivery await() {
    return outcome.await();
  }

  @Override
  public Optional<Delivery> await(Duration limit) {
    return outcome.await(limit);
  }

  @Override
  public CompletableFuture<Delivery> future() {
    return outcome.future(callbacks);
  }

  /// What it is a receipt for, and the outcome so far.
  @Override
  public String toString() {
    return "%s %s: %s"
        .formatted(type, messageId, delivery().map(Delivery::toString).orElse("no outcome yet"));
  }
}
