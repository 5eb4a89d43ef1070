package dev.handfast.kill;

import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import dev.handfast.trace.WireTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A worker's life in a process of its own, which may end at any event of it.
final class MortalWorker {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Diary diary;

  private MortalWorker(Diary diary) {
    this.diary = diary;
  }

  /// Lives once.
  ///
  /// @param arguments where the orchestrator listens, the worker's name, its diary, its end, its
  ///   sockets
  public static void main(String[] arguments) {
    var diary = new Diary(Path.of(arguments[2]), Point.parse(arguments[3]));
    new MortalWorker(diary)
        .live(SocketPath.of(arguments[0]), arguments[1], Sockets.valueOf(arguments[4]));
  }

  private void live(SocketPath socket, String name, Sockets sockets) {
    try (HandfastClient client =
        HandfastClient.builder(socket)
            .transport(sockets.factory())
            .childId(name)
            .handshakeTimeout(LONG)
            .trace(WireTrace.to(TracedTo.path(diary::trace)))
            .start()) {
      send("starting", () -> client.status(WorkerStatus.STARTING));
      for (int i = 1; i <= 3; i++) {
        String text = "early " + i;
        send(text, () -> client.log(LogLevel.TEXT, text));
      }
      client.awaitReady(LONG);
      send("thinking", () -> client.status(WorkerStatus.THINKING));
      var _ =
          client.requestPermission(
              Confirmation.builder()
                  .toolName("bash")
                  .input(Json.of(Map.of("command", "ls")))
                  .isDangerous(false)
                  .build());
      for (int i = 1; i <= 3; i++) {
        String text = "late " + i;
        send(text, () -> client.log(LogLevel.TEXT, text));
      }
      send("result", () -> client.complete(result()));
    }
  }

  private static TaskResult result() {
    return new TaskResult(
        Optional.empty(),
        true,
        "done",
        1,
        new Tokens(1, 1),
        Duration.ofMillis(1),
        Optional.empty(),
        "b",
        0,
        List.of());
  }

  private void send(String what, Supplier<Receipt> call) {
    diary.note("tries " + what);
    try {
      Receipt _ = call.get();
      diary.note("accepted " + what);
    } catch (HandfastException refused) {
      diary.note("refused " + what + ": " + refused.getMessage());
    }
  }
}
