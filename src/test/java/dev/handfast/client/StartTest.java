package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.PrivateDirectory;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a worker's process does before its first byte; counted in classes, not in time.
class StartTest {
  /// A worker in a process of its own.
  static final class Worker {
    public static void main(String[] arguments) {
      try (var client =
          HandfastClient.builder(SocketPath.of(arguments[0])).childId("w-1").start()) {
        client.awaitReady(Duration.ofMinutes(1));
      }
    }
  }

  @Test
  @Timeout(60)
  void a_worker_shakes_hands_without_a_log_and_without_a_json_library(@TempDir Path folder)
      throws Exception {
    Path classes = folder.resolve("classes");
    try (var directory = PrivateDirectory.make("start");
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path socket = directory.socket().path();
      listening.bind(UnixDomainSocketAddress.of(socket));
      Process worker = start(socket, classes);
      try (SocketChannel link = listening.accept()) {
        assertThat(link.read(ByteBuffer.allocate(1 << 10))).isPositive();
        worker.destroyForcibly().waitFor(); // before it can see that its peer is gone
      } finally {
        worker.destroyForcibly();
      }
    }

    assertThat(Files.readString(classes))
        .contains("dev.handfast.transition.ClientState$AwaitingAck ")
        .doesNotContain("java.util.logging.")
        .doesNotContain("tools.jackson.");
  }

  private static Process start(Path socket, Path classes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + classes,
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName(),
            socket.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
