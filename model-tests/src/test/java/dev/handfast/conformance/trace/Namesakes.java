package dev.handfast.conformance.trace;

import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.Until;
import dev.handfast.message.LogLevel;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Worker;
import dev.handfast.trace.TraceEntry;
import dev.handfast.trace.WireTrace;
import dev.handfast.transport.TransportFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Two workers of one childId, and a stranger who takes it too and breaks the protocol, with an
/// orchestrator over a real socket.
final class Namesakes {
  /// Only means that something hangs.
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final String CHILD = "w-1";

  /// What a stranger says, one thing for each talk.
  private static final List<String> ODD =
      List.of(
          "no frame\n",
          log(CHILD),
          hello() + hello(),
          hello() + log("another"),
          hello() + log(CHILD) + "no frame\n",
          hello() + "{\"id\":\"x\",\"type\":\"cancel\",\"timestamp\":1,\"reason\":\"r\"}\n");

  private Namesakes() {}

  /// What the server shows, from the first connection to the last end.
  static ServerInTla.Trace trace(
      int seed, DuplicatePolicy policy, Path folder, TransportFactory transport)
      throws IOException {
    Path file = folder.resolve("namesakes-" + policy + "-" + seed + ".ndjson");
    SocketPath path = SocketPath.of(folder.resolve("n"));
    try (WireTrace trace = WireTrace.to(file);
        HandfastServer server =
            HandfastServer.builder(path)
                .transport(transport)
                .trace(trace)
                .onDuplicate(policy)
                .start()) {
      HandfastClient first = worker(path, transport);
      first.log(LogLevel.TEXT, "first");
      Until.comes("the first session", () -> server.worker(CHILD).isPresent());
      long epoch = server.worker(CHILD).map(Worker::epoch).orElseThrow();
      HandfastClient second = worker(path, transport);
      Until.comes(
          "the second verdict",
          () ->
              second.closeCause().isPresent()
                  || server.worker(CHILD).filter(one -> one.epoch() > epoch).isPresent());
      server.workers().forEach(one -> one.cancel("enough"));
      says(server.socket(), ODD.get(seed % ODD.size()));
      first.drain(LONG);
      second.drain(LONG);
      server.stop(LONG);
    }
    return new ServerInTla.Trace(
        policy, Files.readAllLines(file).stream().map(TraceEntry::parse).toList());
  }

  private static HandfastClient worker(SocketPath path, TransportFactory transport) {
    return HandfastClient.builder(path).transport(transport).childId(CHILD).task("talk").start();
  }

  /// Writes, and reads until the server has hung up.
  private static void says(SocketPath server, String text) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(server.toString()));
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      readToTheEnd(channel);
    }
  }

  private static void readToTheEnd(SocketChannel channel) {
    try {
      Channels.newInputStream(channel).transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // reset: it has hung up, with bytes of ours unread
    }
  }

  private static String hello() {
    return "{\"id\":\"h\",\"type\":\"handshake\",\"timestamp\":1,\"childId\":\"%s\",\"worktree\":\"/w\",\"branch\":\"b\",\"task\":\"t\"}\n"
        .formatted(CHILD);
  }

  private static String log(String child) {
    return "{\"id\":\"l\",\"type\":\"log\",\"timestamp\":1,\"childId\":\"%s\",\"level\":\"text\",\"content\":\"c\"}\n"
        .formatted(child);
  }
}
