package dev.handfast.races;

import dev.handfast.HandfastException;
import dev.handfast.QueueLimit;
import dev.handfast.message.Decision;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import java.time.Duration;
import java.util.List;

/// What a check can do with an orchestrator: with the real one, or with one that has a flaw.
interface Orchestrator {

  /// Sends to a worker; whether it was accepted.
  boolean order(String child, String text);

  /// Sends to every worker.
  void broadcast(String text);

  /// Stops, after what was accepted has left.
  void stop();

  /// The real one.
  static Orchestrator real(Rig rig) {
    HandfastServer server =
        HandfastServer.builder(rig.path())
            .handshakeTimeout(Duration.ofMillis(rig.handshakeMillis()))
            .queue(new QueueLimit(rig.room(), 1 << 24))
            .onDuplicate(rig.replaces() ? DuplicatePolicy.REPLACE : DuplicatePolicy.REJECT)
            .authorize(
                (_, _) -> {
                  rig.meanwhile().get().run();
                  return Verdict.accept();
                })
            .onJoined(worker -> rig.note("joined " + worker.childId()))
            .onLog((worker, log) -> rig.note("log " + worker.childId() + " " + log.content()))
            .onPermission(
                (_, request) -> {
                  rig.permits().acquireUninterruptibly();
                  rig.note("decided " + request.id());
                  return Decision.approve();
                })
            .onLeft((worker, _) -> rig.note("left " + worker.childId()))
            .start();
    return new Orchestrator() {
      @Override
      public boolean order(String child, String text) {
        try {
          return server
              .worker(child)
              .map(worker -> worker.injectContext(text, List.of()))
              .isPresent();
        } catch (HandfastException _) {
          return false; // full, or closed: not accepted, and said so
        }
      }

      @Override
      public void broadcast(String text) {
        var _ = server.broadcast(worker -> worker.injectContext(text, List.of()));
      }

      @Override
      public void stop() {
        var _ = server.stop(Duration.ofMillis(rig.stopMillis()));
      }
    };
  }
}
