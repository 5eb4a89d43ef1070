package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import dev.handfast.transport.TransportFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The real server, its own threads, and workers made of nothing but a channel.
@ParameterizedClass
@MethodSource("transports")
class ServerOverSocketTest {
  /// 100 workers, one after the other, each a chance for a broadcast to overtake its ack.
  private static final int ROUNDS = 100;

  private final Map<Long, List<String>> sessions = new ConcurrentHashMap<>();
  private final Semaphore verdicts = new Semaphore(0);
  private final TransportFactory transport;
  private HandfastServer server;

  ServerOverSocketTest(TransportFactory transport) {
    this.transport = transport;
  }

  static Stream<Named<TransportFactory>> transports() {
    return Stream.of(
        Named.of("the JDK's sockets", JdkTransport::new),
        Named.of("junixsocket's", JunixTransport::new));
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    server =
        HandfastServer.builder(SocketPath.of(folder.resolve("s")))
            .transport(transport)
            .authorize(
                (_, _) -> {
                  verdicts.acquireUninterruptibly();
                  return Verdict.accept();
                })
            .onJoined(worker -> note(worker, "joined"))
            .onLog((worker, log) -> note(worker, log.content()))
            .onLeft((worker, _) -> note(worker, "left"))
            .start();
  }

  @AfterEach
  void stop() {
    verdicts.release(ROUNDS);
    server.close();
  }

  private void note(Worker worker, String what) {
    sessions.computeIfAbsent(worker.epoch(), _ -> new CopyOnWriteArrayList<>()).add(what);
  }

  @Test
  @Rule({"HF-14", "HF-13"})
  void no_broadcast_from_another_thread_overtakes_an_ack() throws Exception {
    var over = new AtomicBoolean();
    Thread broadcaster =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!over.get()) {
                    var _ = server.broadcast(worker -> worker.cancel("enough"));
                    Thread.onSpinWait();
                  }
                });
    verdicts.release(ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      try (var worker = new RawWorker()) {
        worker.write(hello("w-" + round) + log("w-" + round, "first"));
        assertThat(worker.read()).as("the first frame").contains("\"handshake_ack\"");
        assertThat(worker.read()).as("the second frame").contains("\"cancel\"");
      }
    }
    over.set(true);
    broadcaster.join();
    allHaveLeft(ROUNDS);

    assertThat(sessions.values())
        .allSatisfy(s -> assertThat(s).containsExactly("joined", "first", "left"));
  }

  @Test
  @Rule({"HF-15", "HF-18", "HF-27"})
  void two_workers_whose_bytes_are_cut_anywhere_are_kept_apart_while_verdicts_are_out()
      throws Exception {
    try (var ann = new RawWorker();
        var bob = new RawWorker()) {
      byte[] annSays =
          (hello("ann") + log("ann", "a1") + log("ann", "a2")).getBytes(StandardCharsets.UTF_8);
      byte[] bobSays =
          (hello("bob") + log("bob", "b1") + log("bob", "b2")).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < Math.max(annSays.length, bobSays.length); i++) {
        ann.write(annSays, i);
        bob.write(bobSays, i);
      }
      assertThat(server.workers()).isEmpty();
      assertThat(sessions).isEmpty();
      verdicts.release(2);
      assertThat(ann.read()).contains("\"accepted\":true");
      assertThat(bob.read()).contains("\"accepted\":true");
      Until.comes("all messages", () -> sessions.values().stream().mapToInt(List::size).sum() == 6);
    }

    allHaveLeft(2);
    assertThat(sessions.values())
        .containsExactlyInAnyOrder(
            List.of("joined", "a1", "a2", "left"), List.of("joined", "b1", "b2", "left"));
  }

  private void allHaveLeft(int count) {
    Until.comes(
        "the end of all sessions",
        () ->
            sessions.size() == count
                && sessions.values().stream().allMatch(told -> told.contains("left")));
  }

  private static String hello(String child) {
    return "{\"id\":\"h\",\"type\":\"handshake\",\"timestamp\":1,\"childId\":\"%s\",\"worktree\":\"/w\",\"branch\":\"b\",\"task\":\"é\"}\n"
        .formatted(child);
  }

  private static String log(String child, String content) {
    return "{\"id\":\"l\",\"type\":\"log\",\"timestamp\":1,\"childId\":\"%s\",\"level\":\"text\",\"content\":\"%s\"}\n"
        .formatted(child, content);
  }

  /// A blocking channel and a reader of lines.
  private final class RawWorker implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader lines;

    RawWorker() throws IOException {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(server.socket().toString()));
      lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    void write(String text) throws IOException {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// One byte, if there is one at this place.
    void write(byte[] bytes, int at) throws IOException {
      if (at < bytes.length) {
        channel.write(ByteBuffer.wrap(bytes, at, 1));
      }
    }

    String read() {
      try {
        String line = lines.readLine();
        return line == null ? "the end" : line;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
