package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Pattern;
import dev.handfast.conformance.cases.Spelling;
import dev.handfast.conformance.suite.Chunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The suite's connections in one case, by name, and its own listener where it plays the
/// orchestrator.
final class Connections implements AutoCloseable {
  /// 64: a system rounds a backlog of 1 up to 2 or 3.
  private static final int MOST_WAITING = 64;

  private final String role;
  private final Path path;
  private final Pattern names;
  private final Duration patience;
  private final Consumer<Chunk> log;
  private final Map<String, Line> lines = new HashMap<>();
  private final List<SocketChannel> crowd = new ArrayList<>();
  private Optional<ServerSocketChannel> listener = Optional.empty();
  private boolean called;
  private int late;

  /// A connection and what belongs to it.
  ///
  /// @param wire the bytes
  /// @param form what its frames must be
  /// @param spelling of what is said on it
  /// @param talk what has been said so far
  record Line(Wire wire, Form form, Spelling spelling, Talk talk) {}

  Connections(String role, Path path, Pattern names, Duration patience, Consumer<Chunk> log) {
    this.role = role;
    this.path = path;
    this.names = names;
    this.patience = patience;
    this.log = log;
  }

  /// The suite listens.
  ///
  /// @param full whether its backlog is full of connections that nobody accepts
  void listen(boolean full) {
    try {
      ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener = Optional.of(opened);
      opened.bind(UnixDomainSocketAddress.of(path), full ? 1 : 0);
      opened.configureBlocking(false);
      while (full && crowds()) {
        // until nobody else can
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Whether one more could connect.
  private boolean crowds() throws IOException {
    if (crowd.size() == MOST_WAITING) {
      throw new IllegalStateException("a backlog of 1 that takes " + MOST_WAITING);
    }
    SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
    crowd.add(one);
    one.configureBlocking(false);
    try {
      if (one.connect(UnixDomainSocketAddress.of(path))) {
        return true;
      }
    } catch (SocketException _) {
      // the backlog is full
    }
    crowd.remove(one);
    one.close();
    return false;
  }

  /// Those who fill the backlog are accepted, and let go.
  void makeRoom() {
    try {
      for (SocketChannel each : crowd) {
        accept(listener.orElseThrow()).orElseThrow().close();
        each.close();
      }
      crowd.clear();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The suite connects under a name.
  void open(String name) {
    try {
      lines.put(name, line(name, SocketChannel.open(UnixDomainSocketAddress.of(path))));
    } catch (IOException refused) {
      throw Bad.failed(
          List.of("HF-16"),
          "a server that accepts connections",
          String.valueOf(refused.getMessage()));
    }
  }

  /// A client is told to connect: what the one before it left is over for the suite. Whose
  /// connection was never seen may be in the middle of an attempt, and come late (HF-25).
  void called() {
    if (called && lines.isEmpty()) {
      late++;
    }
    lines.values().forEach(line -> line.wire().close());
    lines.clear();
    called = true;
  }

  /// A connection; a client's is waited for.
  Line line(String name, String rule) {
    Line known = lines.get(name);
    if (known != null) {
      return known;
    }
    if (listener.isEmpty()) {
      throw new IllegalStateException("the case names a connection that is not there: " + name);
    }
    try {
      Line line = accepted(name, rule);
      while (late > 0 && isHungUp(line.wire(), rule)) {
        late--;
        line.wire().close();
        line = accepted(name, rule);
      }
      lines.put(name, line);
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Line accepted(String name, String rule) throws IOException {
    return line(
        name,
        accept(listener.orElseThrow())
            .orElseThrow(
                () ->
                    Bad.hung(
                        List.of(rule, "HF-19"),
                        "a connection",
                        "none for " + patience.toMillis() + " ms")));
  }

  /// Whether nobody owned it any more when it was made, and that was seen. The next client's begins
  /// with its handshake.
  private boolean isHungUp(Wire wire, String rule) {
    if (wire.begins(patience)) {
      return false;
    }
    if (!wire.isEnded()) {
      wire.close();
      throw Bad.hung(
          List.of("HF-25", rule),
          "a handshake, or the end of a connection that nobody owns",
          "neither for " + patience.toMillis() + " ms");
    }
    return true;
  }

  private Line line(String name, SocketChannel channel) throws IOException {
    return new Line(
        new Wire(name, channel, log), new Form(role), new Spelling(names, name), new Talk(role));
  }

  private Optional<SocketChannel> accept(ServerSocketChannel from) {
    try (Selector selector = Selector.open()) {
      from.register(selector, SelectionKey.OP_ACCEPT);
      selector.select(patience.toMillis());
      return Optional.ofNullable(from.accept());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    lines.values().forEach(line -> line.wire().close());
    try {
      for (SocketChannel each : crowd) {
        each.close();
      }
      if (listener.isPresent()) {
        listener.get().close();
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
