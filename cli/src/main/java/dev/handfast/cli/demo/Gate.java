package dev.handfast.cli.demo;

import dev.handfast.message.Handshake;
import dev.handfast.server.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Holds every verdict back until all workers have sent behind their handshakes.
final class Gate {
  static final String REASON = "not in this run";

  private final String turnedAway;
  private final Consumer<String> held;
  private final CountDownLatch missing;
  private final CompletableFuture<Boolean> allHere = new CompletableFuture<>();
  private final CompletableFuture<Boolean> open = new CompletableFuture<>();

  /// @param workers how many must come
  /// @param turnedAway the childId that is refused
  /// @param held told whose verdict is held back
  Gate(int workers, String turnedAway, Consumer<String> held) {
    this.missing = new CountDownLatch(workers);
    this.turnedAway = turnedAway;
    this.held = held;
  }

  /// Decides, once the gate is open; blocks until then.
  Verdict decide(Handshake handshake) {
    held.accept(handshake.childId());
    missing.countDown();
    if (missing.getCount() == 0) {
      allHere.complete(true);
    }
    open.join();
    return handshake.childId().equals(turnedAway) ? Verdict.reject(REASON) : Verdict.accept();
  }

  /// Waits until every worker's verdict is held back.
  void awaitAll(Duration patience) {
    var _ =
        Waiting.await(
            allHere, patience, () -> "%d handshakes did not arrive".formatted(missing.getCount()));
  }

  /// Lets all verdicts go; idempotent.
  void open() {
    open.complete(true);
  }
}
