package dev.handfast.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.SocketPath;
import dev.handfast.transport.Party.Heard;
import java.util.Random;
import java.util.concurrent.Callable;

/// Two transports that reach each other, and what the contract's tests do with them.
final class Stage implements AutoCloseable {
  static final int BACKLOG = 1024;

  private final Transport clients;
  private final Transport servers;
  private final Callable<? extends SocketPath> paths;
  private final SocketPath path;
  private final int tooMuch;

  /// @param open makes a transport that reaches the others of the same test
  /// @param paths makes fresh paths
  /// @param tooMuch more bytes than a connection holds in flight
  Stage(Callable<? extends Transport> open, Callable<? extends SocketPath> paths, int tooMuch) {
    this.clients = made(open);
    this.servers = made(open);
    this.paths = paths;
    this.path = made(paths);
    this.tooMuch = tooMuch;
  }

  Transport clients() {
    return clients;
  }

  Transport servers() {
    return servers;
  }

  /// The path of this test, on which nobody listens so far.
  SocketPath path() {
    return path;
  }

  SocketPath freshPath() {
    return made(paths);
  }

  int tooMuch() {
    return tooMuch;
  }

  @Override
  public void close() {
    clients.close();
    servers.close();
  }

  /// The two ends of one link.
  record Pair(Party server, Party client) {}

  Pair connect() {
    return connect(new Party(), new Party());
  }

  /// Connects the two on a path of their own.
  Pair connect(Party server, Party client) {
    SocketPath own = freshPath();
    try (Transport.Listener _ = servers.listen(own, BACKLOG, () -> server)) {
      clients.connect(own, client);
      client.link();
      server.link();
    }
    return new Pair(server, client);
  }

  /// An attempt that fails.
  LinkHandler.ConnectProblem attempt() {
    Party client = new Party();
    clients.connect(path, client);
    return client.await(Heard.Failed.class).problem();
  }

  /// A barrier: whatever was due before it on the same owner threads has been done after it.
  static void roundTrips(Pair pair) {
    for (int i = 0; i < 3; i++) {
      pair.client.send(text("?"));
      pair.server.await(1);
      pair.server.send(text("!"));
      pair.client.await(1);
    }
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  /// The same bytes in every run.
  static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static <T> T made(Callable<? extends T> maker) {
    try {
      return maker.call();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
