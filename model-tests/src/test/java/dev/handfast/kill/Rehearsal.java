package dev.handfast.kill;

import dev.handfast.conformance.Until;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Executors;

/// What the start-up cache of [Mortals] is made from: a whole life of an orchestrator and its
/// worker, in one process, over each kind of socket.
final class Rehearsal {
  private Rehearsal() {}

  /// Lives.
  public static void main(String[] arguments) throws Exception {
    MethodHandles.lookup().ensureInitialized(Sigkill.class);
    Path folder = Files.createTempDirectory("handfast");
    for (Sockets sockets : Sockets.values()) {
      Path place = Files.createDirectory(folder.resolve(sockets.name()));
      String socket = place.resolve("s").toString();
      try (var threads = Executors.newSingleThreadExecutor()) {
        var orchestrator =
            threads.submit(
                () -> {
                  MortalOrchestrator.main(life(sockets, socket, place.resolve("orchestrator")));
                  return sockets;
                });
        Until.comes("the orchestrator", () -> Files.exists(Path.of(socket)));
        MortalWorker.main(life(sockets, socket, "w", place.resolve("worker")));
        var _ = orchestrator.get();
      }
    }
    try (var left = Files.walk(folder)) {
      for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String[] life(Sockets sockets, Object... beginning) {
    var words = new String[beginning.length + 2];
    for (int i = 0; i < beginning.length; i++) {
      words[i] = beginning[i].toString();
    }
    words[beginning.length] = Point.NEVER.toString();
    words[beginning.length + 1] = sockets.name();
    return words;
  }
}
