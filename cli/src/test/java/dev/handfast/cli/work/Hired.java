package dev.handfast.cli.work;

import dev.handfast.cli.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A `handfast work` that runs while the test does something else.
///
/// @param end what it printed, and how it ended
record Hired(CompletableFuture<Command> end) {

  /// Starts a worker called `w-1` that runs a shell's script.
  static Hired sh(Path socket, String script, String... options) {
    return start(socket, List.of("sh", "-c", script), options);
  }

  /// Starts a worker called `w-1` that runs a command.
  static Hired start(Path socket, List<String> command, String... options) {
    List<String> words =
        new ArrayList<>(List.of("work", "--socket", socket.toString(), "--child-id", "w-1"));
    words.addAll(List.of("--task", "try it"));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(command);
    var end = new CompletableFuture<Command>();
    Thread.ofVirtual()
        .name("hired")
        .start(
            () -> {
              try {
                end.complete(Command.handfast(words.toArray(String[]::new)));
              } catch (RuntimeException | Error thrown) {
                end.completeExceptionally(thrown);
              }
            });
    return new Hired(end);
  }

  /// Waits for its end.
  Command await() {
    return Orchestrator.within(end);
  }
}
