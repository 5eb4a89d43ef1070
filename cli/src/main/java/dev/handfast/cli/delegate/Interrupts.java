package dev.handfast.cli.delegate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// Signals that ask this process to end: caught while it works, so that it can tidy up.
final class Interrupts implements AutoCloseable {
  private static final Map<String, Integer> CODES = Map.of("INT", 130, "TERM", 143, "HUP", 129);

  private final Map<String, @Nullable Object> before = new LinkedHashMap<>();
  private final AtomicInteger code = new AtomicInteger();
  private final CompletableFuture<Boolean> first = new CompletableFuture<>();
  private final CompletableFuture<Boolean> second = new CompletableFuture<>();

  /// Catches them from now on.
  ///
  /// @param caught gets what came, in words for a person; each time
  Interrupts(Consumer<String> caught) {
    CODES.forEach(
        (signal, exit) ->
            before.put(
                signal,
                Signals.register(
                    signal,
                    () -> {
                      var _ = (code.compareAndSet(0, exit) ? first : second).complete(true);
                      caught.accept(
                          signal.equals("INT") ? "interrupted" : "told to end (SIG" + signal + ")");
                    })));
  }

  /// What to exit with, where a signal came.
  OptionalInt exitCode() {
    return code.get() == 0 ? OptionalInt.empty() : OptionalInt.of(code.get());
  }

  /// Does this when the first one comes, or now where it came.
  void onFirst(Runnable action) {
    var _ = first.thenRun(action);
  }

  /// Does this when the second one comes, or now where it came.
  void onSecond(Runnable action) {
    var _ = second.thenRun(action);
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
