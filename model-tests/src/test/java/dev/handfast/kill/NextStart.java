package dev.handfast.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.LogLevel;
import dev.handfast.server.HandfastServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// The next orchestrator on a path on which one has died.
final class NextStart {
  private static final Duration LONG = Duration.ofSeconds(20);

  private NextStart() {}

  /// It starts, serves a worker, and leaves neither its own files nor the dead one's.
  static void succeeds(Path socket, Sockets sockets) throws IOException {
    var heard = new CopyOnWriteArrayList<String>();
    try (HandfastServer next =
            HandfastServer.builder(SocketPath.of(socket))
                .transport(sockets.factory())
                .onLog((_, log) -> heard.add(log.content()))
                .start();
        HandfastClient client =
            HandfastClient.builder(next.socket())
                .transport(sockets.factory())
                .childId("w")
                .start()) {
      var _ = client.log(LogLevel.TEXT, "again");
      client.awaitReady(LONG);
      assertThat(client.drain(LONG).cause()).isEqualTo(new CloseCause.ClosedLocally());
      var _ = next.stop(LONG);
    }
    assertThat(heard).containsExactly("again");
    try (Stream<Path> left = Files.list(socket.getParent())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .as("what is left beside the socket")
          .allMatch(name -> name.equals("diary"));
    }
  }
}
