package dev.handfast.kill;

import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.message.Decision;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Worker;
import dev.handfast.trace.WireTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An orchestrator's life in a process of its own, which may end at any event of it.
///
/// It serves one worker and stops when that has left.
final class MortalOrchestrator {
  private static final long LONG = 30;

  private MortalOrchestrator() {}

  /// Lives once.
  ///
  /// @param arguments where to listen, its diary, its end, its sockets
  public static void main(String[] arguments) throws InterruptedException {
    var diary = new Diary(Path.of(arguments[1]), Point.parse(arguments[2]));
    var left = new CountDownLatch(1);
    diary.event("about to listen");
    HandfastServer server =
        HandfastServer.builder(SocketPath.of(arguments[0]))
            .transport(Sockets.valueOf(arguments[3]).factory())
            .trace(WireTrace.to(TracedTo.path(diary::trace)))
            .onJoined(worker -> order(diary, worker))
            .onStatus((_, status) -> diary.note("got " + status.report().status()))
            .onLog((_, log) -> diary.note("got " + log.content()))
            .onPermission(
                (_, _) -> {
                  diary.note("got a question");
                  return Decision.approve();
                })
            .onComplete((_, _) -> diary.note("got the result"))
            .onLeft((_, _) -> left.countDown())
            .start();
    diary.event("listening");
    System.out.println("listening"); // so that nobody comes to one that has died by then
    if (!left.await(LONG, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody came and left");
    }
    diary.event("about to stop");
    var _ = server.stop(Duration.ofSeconds(LONG));
    diary.event("stopped");
  }

  private static void order(Diary diary, Worker worker) {
    try {
      for (int i = 1; i <= 3; i++) {
        diary.note("tries order " + i);
        var _ = worker.injectContext("order " + i, List.of());
      }
    } catch (HandfastException gone) {
      diary.note("refused: " + gone.getMessage());
    }
  }
}
