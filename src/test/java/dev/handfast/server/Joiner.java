package dev.handfast.server;

import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A worker of its own process over the JDK's sockets, which says whether it was taken.
final class Joiner {
  private static final Duration HUNG = Duration.ofSeconds(30);

  private Joiner() {}

  static void main(String[] arguments) {
    System.out.println(join(SocketPath.of(arguments[0])));
  }

  /// `joined`, or why not.
  static String join(SocketPath socket) {
    try (HandfastClient client = HandfastClient.builder(socket).childId("w1").start()) {
      client.awaitReady(HUNG);
      return "joined";
    } catch (HandfastException.Closed refused) {
      return refused.reason().toString();
    }
  }

  /// Starts it, as the last words of this command.
  static Process start(SocketPath socket, String... before) throws IOException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Joiner.class.getName(),
            socket.toString());
    return new ProcessBuilder(Stream.concat(Stream.of(before), java.stream()).toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
