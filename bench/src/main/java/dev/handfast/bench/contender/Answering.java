package dev.handfast.bench.contender;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A worker whose library takes an answer on a thread of its own.
interface Answering extends Client {

  /// Handles an answer.
  @FunctionalInterface
  interface Handler {
    /// Called where the library takes the answer.
    ///
    /// @param failure why there is no answer; null where there is one
    void handled(@Nullable Throwable failure);
  }

  /// Sends a request, and has its answer handled where the library takes it.
  void request(Handler handler);

  @Override
  default void exchange(BooleanSupplier again) {
    var over = new CompletableFuture<Void>();
    next(again, over);
    over.join();
  }

  private void next(BooleanSupplier again, CompletableFuture<Void> over) {
    if (!again.getAsBoolean()) {
      over.complete(null);
      return;
    }
    try {
      request(
          failure -> {
            if (failure == null) {
              next(again, over);
            } else {
              over.completeExceptionally(failure);
            }
          });
    } catch (RuntimeException refused) {
      over.completeExceptionally(refused);
    }
  }

  @Override
  default void ask() {
    var answer = new CompletableFuture<Void>();
    request(
        failure -> {
          if (failure == null) {
            answer.complete(null);
          } else {
            answer.completeExceptionally(failure);
          }
        });
    answer.join();
  }
}
