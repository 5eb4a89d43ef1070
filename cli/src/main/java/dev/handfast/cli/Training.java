package dev.handfast.cli;

import dev.handfast.SocketPath;
import dev.handfast.cli.directory.Leftovers;
import dev.handfast.server.HandfastServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.Objects;

/// What the start-up cache is made from: one process that does what later ones do at their start.
///
/// The launcher runs it once after a build; a class that is used here is loaded and linked in the
/// cache.
public final class Training {
  private Training() {}

  /// Runs a demo, and a worker.
  public static void main(String[] arguments) throws IOException {
    Logging.install();
    Runnable cleared = Leftovers.clear();
    run("--help");
    run("demo", "--json");
    SocketPath.File socket = SocketPath.privateDirectory("training");
    try (var _ = HandfastServer.builder(socket).start()) {
      run("work", "--socket", socket.toString(), "--child-id", "w-1", "--json", "--", "echo", "x");
      run("ask", "tool"); // no channel: up to there it is the same
      run("report", "--progress", "1");
    } finally {
      Files.deleteIfExists(Objects.requireNonNull(socket.path().getParent()));
    }
    cleared.run();
    System.exit(0);
  }

  private static void run(String... arguments) {
    var nowhere = new PrintWriter(Writer.nullWriter());
    var _ = Main.run(nowhere, nowhere, arguments);
  }
}
