package dev.handfast.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// From `java` to a worker's first byte, beside a `main` that prints one byte; both with the
/// options of the launcher, with and without a cache of loaded classes.
final class StartUp {
  private static final String MAIN = "dev.handfast.bench.contender.Start";

  /// What a worker needs and no more: the JDK opens every jar before the first channel.
  private static final String[] JARS = {
    "handfast-0", "handfast-bench", "jackson-annotations", "jackson-core", "jackson-databind"
  };

  /// How they are called in tables.
  static final Map<String, String> TITLES =
      Map.of(
          "empty-main", "an empty `main`",
          "empty-main-cached", "an empty `main`, cached classes",
          "handfast-cached", "Handfast, cached classes");

  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
  private static final byte[] ACK =
      "{\"id\":\"o-1\",\"type\":\"handshake_ack\",\"timestamp\":1,\"accepted\":true}\n"
          .getBytes(UTF_8);

  private StartUp() {}

  static void tasks(List<Task> into) {
    into.add(new Task("start", 0, "empty-main", 1, lab -> empty(lab, List.of())));
    into.add(new Task("start", 0, "handfast", 1, lab -> worker(lab, List.of())));
    into.add(new Task("start", 0, "empty-main-cached", 1, lab -> empty(lab, cached(lab))));
    into.add(new Task("start", 0, "handfast-cached", 1, lab -> worker(lab, cached(lab))));
  }

  private static Map<String, Double> empty(Lab lab, List<String> options)
      throws IOException, RunFailed, InterruptedException {
    long from = System.nanoTime();
    try (Child child = lab.start("empty main", command(options, List.of()))) {
      child.awaitLine("");
      return millisSince(from);
    }
  }

  private static Map<String, Double> worker(Lab lab, List<String> options)
      throws IOException, RunFailed, InterruptedException {
    Path socket = lab.socket();
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
      long from = System.nanoTime();
      try (Child child = lab.start("worker's start", command(options, List.of(socket.toString())));
          SocketChannel worker = accept(listening, child)) {
        child.closeAtItsEnd(worker);
        if (worker.read(ByteBuffer.allocate(1 << 10)) < 1) {
          throw new RunFailed("the worker says nothing");
        }
        Map<String, Double> took = millisSince(from);
        worker.write(ByteBuffer.wrap(ACK));
        worker.shutdownOutput();
        child.awaitEnd();
        return took;
      }
    }
  }

  /// Waits no longer than the worker lives.
  private static SocketChannel accept(ServerSocketChannel listening, Child child)
      throws IOException, RunFailed, InterruptedException {
    child.closeAtItsEnd(listening);
    try {
      return listening.accept();
    } catch (AsynchronousCloseException _) {
      child.awaitLine("a worker that joins"); // throws, with its last words
      throw new RunFailed("the worker did not join");
    }
  }

  private static Map<String, Double> millisSince(long from) {
    return Map.of("millis", (System.nanoTime() - from) / 1e6);
  }

  /// The options that use the cache, which is made on first use, from a worker's life.
  private static List<String> cached(Lab lab) throws IOException, RunFailed, InterruptedException {
    Path cache = lab.file("start.aot");
    if (!Files.exists(cache)) {
      var _ = worker(lab, List.of("-XX:AOTCacheOutput=" + cache));
      if (!Files.exists(cache)) {
        throw new RunFailed("the JVM has made no cache of classes at " + cache);
      }
    }
    return List.of("-XX:AOTCache=" + cache);
  }

  private static List<String> command(List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Lab.javaBinary());
    command.addAll(OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", Lab.classPath(JARS), MAIN));
    command.addAll(arguments);
    return command;
  }
}
