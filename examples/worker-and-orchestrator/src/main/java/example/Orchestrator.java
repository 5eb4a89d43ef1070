package example;

import dev.handfast.SocketPath;
import dev.handfast.server.HandfastServer;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;

/// Starts one worker process and prints what it hears from it.
final class Orchestrator {
  static void main() throws Exception {
    SocketPath.File socket = SocketPath.privateDirectory("example");
    var gone = new CountDownLatch(1);
    try (var server =
        HandfastServer.builder(socket)
            .onJoined(worker -> IO.println(worker.childId() + " joined"))
            .onStatus((worker, update) -> IO.println("status: " + update.report().status()))
            .onLog((worker, line) -> IO.println("log: " + line.content()))
            .onComplete((worker, done) -> IO.println("done: " + done.result().response()))
            .onLeft((worker, cause) -> gone.countDown())
            .start()) {
      Process worker =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "example.Worker",
                  server.socket().toString())
              .inheritIO()
              .start();
      gone.await();
      IO.println("the worker's exit code: " + worker.waitFor());
    } finally {
      Files.delete(socket.path().getParent());
    }
  }
}
