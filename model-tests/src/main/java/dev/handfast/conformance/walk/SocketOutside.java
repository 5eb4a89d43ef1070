package dev.handfast.conformance.walk;

import dev.handfast.SocketPath;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.socket.SocketPeer;
import dev.handfast.conformance.world.Breath;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.Heard;
import dev.handfast.seam.Threads;
import dev.handfast.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// A peer at a real socket, made of nothing but a channel.
final class SocketOutside implements Outside {
  /// 8 MiB: many times what a kernel holds for a socket.
  private static final int MUCH = 1 << 23;

  private final Path path;
  private final int large;
  private final SocketPeer peer;

  private SocketOutside(Path path, int large) {
    this.path = path;
    this.large = large;
    this.peer = new SocketPeer(path);
  }

  /// Lives at sockets in a directory.
  static Room.Factory<ClientStimulus> rooms(
      Path directory, Transport transport, Overflow overflow, ClientSubject.Factory factory) {
    var lives = new AtomicInteger();
    int large = 2 * capacity(directory.resolve("s"));
    return () -> {
      Path path = directory.resolve("s" + lives.incrementAndGet());
      return new ClientRoom(
          SocketPath.of(path),
          new SocketOutside(path, large),
          transport,
          Threads.system(),
          overflow,
          factory);
    };
  }

  /// Sessions of servers at sockets in a directory.
  static Room.Factory<ServerStimulus> sessions(Path directory, Transport transport) {
    var lives = new AtomicInteger();
    int large = 2 * capacity(directory.resolve("s"));
    return () -> {
      Path path = directory.resolve("s" + lives.incrementAndGet());
      return new ServerRoom(
          SocketPath.of(path), new SocketOutside(path, large), transport, Threads.system());
    };
  }

  /// How much the kernel takes of what nobody reads, measured with one large piece.
  private static int capacity(Path path) {
    var address = UnixDomainSocketAddress.of(path);
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(address);
      try (SocketChannel writer = SocketChannel.open(address);
          SocketChannel _ = listener.accept()) {
        writer.configureBlocking(false);
        return writer.write(ByteBuffer.allocate(MUCH));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void listen() {
    peer.listen();
  }

  @Override
  public void connect() {
    peer.connect();
  }

  @Override
  public void spoil() {
    try {
      Files.writeString(path, "no socket");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Heard heard() {
    return peer.heard();
  }

  @Override
  public void say(byte[] bytes) {
    peer.write(bytes, bytes.length);
  }

  @Override
  public void stopReading() {
    peer.stopReading();
  }

  @Override
  public void readOn() {
    peer.readOn();
  }

  @Override
  public void end() {
    peer.endOutput();
  }

  @Override
  public void leave() {
    peer.leave();
  }

  @Override
  public int large() {
    return large;
  }

  @Override
  public void rest(BooleanSupplier enough) {
    long until = System.nanoTime() + ClientRoom.PATIENCE.toNanos();
    peer.look();
    while (!enough.getAsBoolean() && System.nanoTime() < until) {
      Breath.passes();
      peer.look();
    }
  }

  @Override
  public void awaitHangUp() {
    long until = System.nanoTime() + ClientRoom.PATIENCE.toNanos();
    while (!peer.isHungUp() && System.nanoTime() < until) {
      Breath.passes();
    }
  }

  @Override
  public boolean needsBarrier() {
    return true;
  }

  @Override
  public void close() {
    peer.close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
