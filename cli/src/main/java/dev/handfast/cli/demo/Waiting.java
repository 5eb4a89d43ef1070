package dev.handfast.cli.demo;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Waits for what must come, and says who is at fault where it does not.
final class Waiting {
  private Waiting() {}

  /// The future's value.
  ///
  /// @param patience how long; what takes longer counts as hung
  /// @param hung the complaint in that case
  /// @throws DemoFailed where the time passed, or the future failed
  static <T> T await(Future<T> future, Duration patience, Supplier<String> hung) {
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new DemoFailed(hung.get(), late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof DemoFailed reason) {
        throw reason;
      }
      throw new DemoFailed(String.valueOf(failed.getCause()), failed);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted", interrupt);
    }
  }
}
