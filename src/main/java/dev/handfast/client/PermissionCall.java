package dev.handfast.client;

import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.RequestOutcome;
import dev.handfast.driver.Promise;
import dev.handfast.message.Decision;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A permission request on its way; it ends exactly once (HF-7).
public final class PermissionCall {
  private final String requestId;
  private final Promise<Reply> reply;
  private final Executor callbacks;
  private final Runnable cancel;
  private @Nullable Receipt receipt;

  PermissionCall(String requestId, Promise<Reply> reply, Executor callbacks, Runnable cancel) {
    this.requestId = requestId;
    this.reply = reply;
    this.callbacks = callbacks;
    this.cancel = cancel;
  }

  /// How a request ended.
  public sealed interface Reply {
    /// The orchestrator answered.
    ///
    /// @param decision its answer
    record Answered(Decision decision) implements Reply {}

    /// No answer came, and none will be taken.
    ///
    /// @param outcome why
    record NotAnswered(RequestOutcome outcome) implements Reply {}
  }

  /// The id that names the request on the wire.
  public String requestId() {
    return requestId;
  }

  /// What becomes of the request's message, apart from its answer.
  public Receipt receipt() {
    if (receipt == null) {
      throw new IllegalStateException("the request was not accepted");
    }
    return receipt;
  }

  /// The end, if it has come.
  public Optional<Reply> reply() {
    return reply.now();
  }

  /// Waits for the answer; an interrupt cancels the request.
  ///
  /// @throws HandfastException.Unanswered where the request ended without an answer
  /// @throws HandfastException.WaitEnded where the thread was interrupted; it stays so
  /// @throws IllegalStateException where it would have to wait in a callback on
  ///   [dev.handfast.CallbackThread#READER]
  public Decision await() {
    try {
      return decision(reply.await());
    } catch (HandfastException.WaitEnded interrupted) {
      cancel();
      throw interrupted;
    }
  }

  /// Waits for the answer up to a limit; empty where the limit passed first, and the request goes
  /// on.
  ///
  /// @throws HandfastException.Unanswered where the request ended without an answer
  /// @throws HandfastException.WaitEnded where the thread was interrupted, which cancels the
  ///   request
  /// @throws IllegalStateException where it would have to wait in a callback on
  ///   [dev.handfast.CallbackThread#READER]
  public Optional<Decision> await(Duration limit) {
    try {
      return reply.await(limit).map(PermissionCall::decision);
    } catch (HandfastException.WaitEnded interrupted) {
      cancel();
      throw interrupted;
    }
  }

  private static Decision decision(Reply ended) {
    return switch (ended) {
      case Reply.Answered(Decision decision) -> decision;
      case Reply.NotAnswered(RequestOutcome outcome) ->
          throw new HandfastException.Unanswered(outcome);
    };
  }

  /// The end as a future; its dependents run in order with the connection's callbacks.
  public CompletableFuture<Reply> future() {
    return reply.future(callbacks);
  }

  /// Gives the request up: one that still waits is never sent, a late answer is ignored (HF-8).
  public void cancel() {
    cancel.run();
  }

  void accepted(Receipt accepted) {
    receipt = accepted;
  }

  void end(Reply ended) {
    reply.keep(ended);
  }
}
