package dev.handfast.driver;

import dev.handfast.SocketPath;
import dev.handfast.client.ClientOptions;
import dev.handfast.client.HandfastClient;
import dev.handfast.seam.Clock;
import dev.handfast.seam.Seams;
import dev.handfast.seam.Threads;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.ServerOptions;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// What one test over a real socket works with; cleaned up after it, whatever came of it.
public final class Bench implements BeforeEachCallback, AfterEachCallback {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Deque<AutoCloseable> raw = new ArrayDeque<>();
  private final Deque<AutoCloseable> library = new ArrayDeque<>();
  private SocketPath.File path;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    path = SocketPath.privateDirectory("b");
  }

  /// Where the socket of this test is.
  public SocketPath.File path() {
    return path;
  }

  /// The directory of the socket, for other files of the test.
  public Path directory() {
    return path.path().getParent();
  }

  /// A listener without a mind.
  public RawServer rawServer() {
    return keep(RawServer.at(path));
  }

  /// A connection without a mind.
  public RawWorker rawWorker() {
    return keep(RawWorker.connect(path));
  }

  /// A worker that has shaken hands, and nothing else.
  public RawWorker rawWorker(String childId) {
    return keep(RawWorker.join(path, childId));
  }

  /// A client named `w1` with these changes.
  public HandfastClient client(Consumer<ClientOptions.Builder> changes) {
    ClientOptions.Builder builder = HandfastClient.builder(path).childId("w1");
    changes.accept(builder);
    HandfastClient client = builder.start();
    library.push(() -> client.drain(AT_ONCE));
    return client;
  }

  /// A client named `w1`.
  public HandfastClient client() {
    return client(builder -> {});
  }

  /// A server with these changes.
  public HandfastServer server(Consumer<ServerOptions.Builder> changes) {
    ServerOptions.Builder builder = HandfastServer.builder(path);
    changes.accept(builder);
    HandfastServer server = builder.start();
    library.push(() -> server.stop(AT_ONCE));
    return server;
  }

  /// A world with this clock and the system's sockets.
  public Seams seams(Clock clock) {
    return seams(clock, transport());
  }

  /// A world with this clock and these sockets.
  public Seams seams(Clock clock, Transport transport) {
    if (clock instanceof ManualClock manual) {
      raw.push(manual::over);
    }
    library.push(transport);
    return new Seams(transport, clock, Threads.system(), 0);
  }

  /// The system's sockets.
  public Transport transport() {
    return new JdkTransport(task -> Threads.system().platform("bench", task));
  }

  /// Does something on a thread of its own.
  public <T> Call<T> call(Callable<T> body) {
    var call = new Call<>(body);
    raw.push(call::interrupt);
    return call;
  }

  /// Closes it after the test, before any client or server.
  public <T extends AutoCloseable> T keep(T closeable) {
    raw.push(closeable);
    return closeable;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (AutoCloseable each : raw) {
      each.close();
    }
    for (AutoCloseable each : library) {
      each.close();
    }
    try (Stream<Path> files = Files.walk(directory())) {
      files.sorted(Comparator.reverseOrder()).forEach(Bench::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
