package example;

import dev.handfast.HandfastException;
import dev.handfast.PrivateDirectory;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.WorkerStatus;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.PeerPolicy;
import dev.handfast.transport.JunixTransport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// An orchestrator that takes only the process it has started, whatever another one says it is.
final class OnlyMyChild {
  static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      IO.println("the child " + tryToJoin(SocketPath.of(arguments[0])));
      return;
    }
    var started = new AtomicLong(-1);
    PeerPolicy onlyMyChild = peer -> PeerPolicy.process(started.get()).objection(peer);
    try (var directory = PrivateDirectory.make("example"); // deleted at the end
        var server =
            HandfastServer.builder(directory.socket())
                .transport(JunixTransport::new)
                .peers(onlyMyChild)
                .start()) {
      IO.println("the parent itself " + tryToJoin(server.socket()));
      Process child =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "example.OnlyMyChild",
                  server.socket().toString())
              .inheritIO()
              .start();
      started.set(child.pid());
      child.waitFor();
    }
  }

  private static String tryToJoin(SocketPath socket) {
    try (var client = HandfastClient.builder(socket).childId("w-1").start()) {
      client.awaitReady(Duration.ofSeconds(10));
      client.status(WorkerStatus.STARTING);
      return "joined";
    } catch (HandfastException.Closed refused) {
      return "was turned away";
    }
  }
}
