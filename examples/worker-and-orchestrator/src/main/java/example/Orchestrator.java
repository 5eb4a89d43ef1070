package example;

import dev.handfast.PrivateDirectory;
import dev.handfast.server.HandfastServer;
import java.util.concurrent.CountDownLatch;

/// Starts one worker process and prints what it hears from it.
final class Orchestrator {
  static void main() throws Exception {
    var gone = new CountDownLatch(1);
    try (var directory = PrivateDirectory.make("example"); // deleted at the end
        var server =
        HandfastServer.builder(directory.socket())
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
    }
  }
}
