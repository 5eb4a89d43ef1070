package dev.handfast.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/// Raw channels, with nothing on top: the JDK's or junixsocket's.
final class Channels implements Contender {
  private static final int BACKLOG = 4096;

  private final Family family;

  Channels(Family family) {
    this.family = family;
  }

  /// Who makes the channels.
  interface Family {
    ServerSocketChannel listen(Path socket) throws IOException;

    SocketChannel connect(Path socket) throws IOException;
  }

  /// The JDK's own.
  static final class Jdk implements Family {
    @Override
    public ServerSocketChannel listen(Path socket) throws IOException {
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    }

    @Override
    public SocketChannel connect(Path socket) throws IOException {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }
  }

  /// junixsocket's.
  static final class Junix implements Family {
    @Override
    public ServerSocketChannel listen(Path socket) throws IOException {
      return AFUNIXServerSocketChannel.open()
          .bind(AFUNIXSocketAddress.of(socket.toFile()), BACKLOG);
    }

    @Override
    public SocketChannel connect(Path socket) throws IOException {
      return AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(socket.toFile()));
    }
  }

  @Override
  public AutoCloseable serve(Path socket, Mode mode) throws IOException {
    ServerSocketChannel listening = family.listen(socket);
    switch (mode) {
      case BLOCKING -> start(() -> eachOnAThread(listening, Channels::answer));
      case BYTES -> start(() -> eachOnAThread(listening, Channels::count));
      case SELECTOR -> start(() -> allInALoop(listening));
      case STALLED -> start(() -> eachOnAThread(listening, Channels::stall));
    }
    return listening;
  }

  private static void eachOnAThread(ServerSocketChannel listening, Talk talk) throws Exception {
    while (true) {
      SocketChannel peer = listening.accept();
      start(
          () -> {
            try (peer) {
              talk.with(peer);
            }
          });
    }
  }

  private interface Talk {
    void with(SocketChannel peer) throws Exception;
  }

  private static void answer(SocketChannel peer) throws Exception {
    ByteBuffer chunk = LineScanner.chunk();
    var lines = new LineScanner();
    while (peer.read(chunk.clear()) >= 0) {
      lines.take(chunk.flip(), type -> answer(peer, type));
    }
  }

  private static void answer(SocketChannel peer, byte type) throws IOException {
    switch (type) {
      case 'p' -> write(peer, ByteBuffer.wrap(Frames.RESPONSE));
      case 'h' -> write(peer, ByteBuffer.wrap(Frames.ACK));
      default -> {}
    }
  }

  /// Reads the handshake, accepts it, and never reads again.
  private static void stall(SocketChannel peer) throws Exception {
    ByteBuffer handshake = ByteBuffer.allocate(1 << 10);
    do {
      if (peer.read(handshake) < 0) {
        return;
      }
    } while (handshake.get(handshake.position() - 1) != '\n');
    write(peer, ByteBuffer.wrap(Frames.ACK));
    new CountDownLatch(1).await();
  }

  private static void count(SocketChannel peer) throws Exception {
    ByteBuffer chunk = LineScanner.chunk();
    byte[] room = new byte[LineScanner.CHUNK];
    long frames = 0;
    while (peer.read(chunk.clear()) >= 0) {
      frames += LineScanner.count(chunk.flip(), room);
    }
    write(peer, ByteBuffer.wrap((frames + "\n").getBytes(UTF_8)));
  }

  private static void allInALoop(ServerSocketChannel listening) throws Exception {
    ByteBuffer chunk = LineScanner.chunk();
    Selector selector = listening.provider().openSelector();
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
    while (true) {
      selector.select(
          key -> {
            try {
              if (key.isAcceptable()) {
                SocketChannel peer = listening.accept();
                if (peer != null) {
                  peer.configureBlocking(false);
                  peer.register(selector, SelectionKey.OP_READ, new LineScanner());
                }
              } else if (key.channel() instanceof SocketChannel peer
                  && key.attachment() instanceof LineScanner lines) {
                if (peer.read(chunk.clear()) < 0) {
                  peer.close();
                } else {
                  lines.take(chunk.flip(), type -> answer(peer, type));
                }
              }
            } catch (Exception failure) {
              throw new IllegalStateException(failure);
            }
          });
    }
  }

  @Override
  public Client connect(Path socket, Setting setting) throws IOException {
    return new Raw(family.connect(socket), Frames.status("w-1", setting.size()));
  }

  @Override
  public long batch(Path socket, double seconds, int size) throws Exception {
    byte[] status = Frames.status("w-1", size);
    int each = Math.max(1, LineScanner.CHUNK / status.length);
    ByteBuffer full = ByteBuffer.allocateDirect(each * status.length);
    for (int i = 0; i < each; i++) {
      full.put(status);
    }
    long count = 0;
    try (SocketChannel server = family.connect(socket)) {
      for (long end = System.nanoTime() + (long) (seconds * 1e9); System.nanoTime() < end; ) {
        write(server, full.rewind());
        count += each;
      }
      server.shutdownOutput();
      Counted.check(server, count);
    }
    return count;
  }

  private static final class Raw implements Client {
    private final SocketChannel server;
    private final ByteBuffer request = direct(Frames.REQUEST);
    private final ByteBuffer status;
    private final ByteBuffer answer = LineScanner.chunk();

    Raw(SocketChannel server, byte[] status) {
      this.server = server;
      this.status = direct(status);
    }

    @Override
    public void exchange(BooleanSupplier again) throws IOException {
      while (again.getAsBoolean()) {
        ask();
      }
    }

    @Override
    public void ask() throws IOException {
      write(server, request.rewind());
      answer.clear();
      do {
        if (server.read(answer) < 0) {
          throw new IOException("the server has gone");
        }
      } while (answer.get(answer.position() - 1) != '\n');
    }

    @Override
    public boolean tell() throws IOException {
      write(server, status.rewind());
      return true;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }

    private static ByteBuffer direct(byte[] bytes) {
      return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void start(Task task) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                task.run();
              } catch (AsynchronousCloseException _) {
                // the server is closed
              } catch (Exception failure) {
                failure.printStackTrace();
                System.exit(1);
              }
            });
  }
}
