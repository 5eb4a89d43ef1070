package dev.handfast.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;

/// Many workers in one process, the same for every server that speaks lines: so what is measured is
/// the server.
///
/// Its argument is a socket. It lives until its standard input ends, and answers each line there
/// with a line of JSON:
///
/// - `fan-in CONNECTIONS WARM-UP MESSAGES`
/// - `hold CONNECTIONS PINGS`, with a second line when it has answered so many pings of each
/// - `storm CONNECTIONS`
/// - `shake WARM-UP TIMES`
public final class Load implements Orders {
  /// Between two attempts to connect to a full backlog.
  private static final long PAUSE_MILLIS = 1;

  private static final int LATE_SECONDS = 60;

  private final Path socket;
  private int joined;

  private Load(Path socket) {
    this.socket = socket;
  }

  /// Plays crowds at one socket.
  public static void main(String[] arguments) {
    Orders.live(new Load(Path.of(arguments[0])));
  }

  @Override
  public String obey(String... words) throws Exception {
    int first = Integer.parseInt(words[1]);
    int second = words.length > 2 ? Integer.parseInt(words[2]) : 0;
    return switch (words[0]) {
      case "fan-in" -> fanIn(first, second, Integer.parseInt(words[3]));
      case "hold" -> hold(first, (long) second * first);
      case "storm" -> storm(first);
      case "shake" -> shake(first, second);
      default -> throw new IllegalArgumentException("no crowd does " + words[0]);
    };
  }

  /// One that nobody of this crowd had before.
  private String childId() {
    return "w-" + ++joined;
  }

  private SocketChannel join(String childId) throws Exception {
    SocketChannel worker = connect();
    write(worker, Frames.handshake(childId));
    readLine(worker, ByteBuffer.allocate(1 << 10));
    return worker;
  }

  /// Connects, also to a server that is busy accepting others: then the backlog is full for a
  /// while.
  private SocketChannel connect() throws Exception {
    while (true) {
      try {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
      } catch (SocketException full) {
        if (!busy(full)) {
          throw full;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static boolean busy(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("temporarily unavailable");
  }

  private static void write(SocketChannel to, byte[] frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static void readLine(SocketChannel from, ByteBuffer into) throws IOException {
    into.clear();
    do {
      if (from.read(into) < 0) {
        throw new IOException("the server has closed the connection");
      }
    } while (into.get(into.position() - 1) != '\n');
  }

  private String fanIn(int connections, int warmUp, int messages) throws Exception {
    SocketChannel[] workers = new SocketChannel[connections];
    byte[][] requests = new byte[connections][];
    ByteBuffer[] status = new ByteBuffer[connections];
    for (int i = 0; i < connections; i++) {
      String childId = childId();
      workers[i] = join(childId);
      requests[i] = request(childId);
      byte[] frame = Frames.status(childId, 0);
      status[i] = ByteBuffer.allocateDirect(frame.length).put(frame);
    }
    tell(workers, status, requests, warmUp);
    String rate = Workloads.rate(() -> tell(workers, status, requests, messages));
    for (SocketChannel worker : workers) {
      worker.close();
    }
    return rate;
  }

  /// Ends when everybody was answered, and so everything was read.
  private static long tell(
      SocketChannel[] workers, ByteBuffer[] status, byte[][] requests, int messages)
      throws IOException {
    for (int n = 0; n < messages; n++) {
      for (int i = 0; i < workers.length; i++) {
        status[i].rewind();
        while (status[i].hasRemaining()) {
          workers[i].write(status[i]);
        }
      }
    }
    for (int i = 0; i < workers.length; i++) {
      write(workers[i], requests[i]);
    }
    ByteBuffer answer = ByteBuffer.allocate(1 << 10);
    for (SocketChannel worker : workers) {
      readLine(worker, answer);
    }
    return (long) workers.length * messages;
  }

  private static byte[] request(String childId) {
    return new String(Frames.REQUEST, UTF_8)
        .replace("\"w-1\"", "\"" + childId + "\"")
        .getBytes(UTF_8);
  }

  private String hold(int connections, long pings) throws Exception {
    Selector selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      SocketChannel worker = join(childId());
      worker.configureBlocking(false);
      worker.register(selector, SelectionKey.OP_READ);
    }
    Thread.ofPlatform().daemon().start(() -> answer(selector, pings));
    return "{\"held\":%d}".formatted(connections);
  }

  private static void answer(Selector selector, long pings) {
    ByteBuffer chunk = ByteBuffer.allocate(LineScanner.CHUNK);
    long[] answered = {0};
    for (boolean told = false; true; ) {
      try {
        selector.select(key -> answered[0] += answer(key, chunk));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
      if (!told && pings > 0 && answered[0] >= pings) {
        told = true;
        IO.println("{\"answered\":%d}".formatted(answered[0]));
      }
    }
  }

  /// Whatever comes to one who only waits is a ping.
  private static int answer(SelectionKey key, ByteBuffer chunk) {
    int pings = 0;
    try {
      if (key.channel() instanceof SocketChannel worker) {
        if (worker.read(chunk.clear()) < 0) {
          throw new IOException("the server has closed an idle connection");
        }
        chunk.flip();
        while (chunk.hasRemaining()) {
          if (chunk.get() == '\n') {
            write(worker, Frames.PONG);
            pings++;
          }
        }
      }
    } catch (IOException gone) {
      System.err.println(gone);
      System.exit(1);
    }
    return pings;
  }

  /// One worker of a storm: connecting, then waiting for its ack.
  private record Newcomer(String childId, long since) {}

  private String storm(int connections) throws Exception {
    var address = UnixDomainSocketAddress.of(socket);
    long[] nanos = new long[connections];
    int accepted = 0;
    var outside = new ArrayDeque<Newcomer>();
    ByteBuffer chunk = ByteBuffer.allocate(LineScanner.CHUNK);
    long since = System.nanoTime();
    long end = since + LATE_SECONDS * 1_000_000_000L;
    for (int i = 0; i < connections; i++) {
      outside.add(new Newcomer(childId(), since)); // all of them want in at the same moment
    }
    try (Selector selector = Selector.open()) {
      while (accepted < connections && System.nanoTime() < end) {
        knock(outside, address, selector);
        selector.select(PAUSE_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.channel() instanceof SocketChannel worker
              && key.attachment() instanceof Newcomer newcomer) {
            if (worker.read(chunk.clear()) < 0) {
              throw new IOException("the server has turned somebody away");
            }
            if (chunk.get(chunk.position() - 1) == '\n') {
              nanos[accepted++] = System.nanoTime() - newcomer.since();
              key.interestOps(0);
            }
          }
        }
        selector.selectedKeys().clear();
      }
    }
    return "{\"accepted\":%d,\"all\":%d,\"slowest\":%d,\"p99\":%d,\"p50\":%d}"
        .formatted(
            accepted,
            connections,
            percentile(nanos, accepted, 100),
            percentile(nanos, accepted, 99),
            percentile(nanos, accepted, 50));
  }

  /// Connects until the backlog is full.
  private static void knock(
      ArrayDeque<Newcomer> outside, UnixDomainSocketAddress address, Selector selector)
      throws IOException {
    while (!outside.isEmpty()) {
      SocketChannel worker = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        worker.configureBlocking(false);
        worker.connect(address);
      } catch (SocketException full) {
        worker.close();
        if (!busy(full)) {
          throw full;
        }
        return;
      }
      Newcomer newcomer = outside.remove();
      worker.register(selector, SelectionKey.OP_READ, newcomer);
      write(worker, Frames.handshake(newcomer.childId()));
    }
  }

  /// In order of their acks, the last of which is the slowest: all began together.
  private static long percentile(long[] nanos, int count, int percent) {
    return count == 0 ? 0 : nanos[Math.max(0, (int) ((long) count * percent / 100) - 1)];
  }

  /// What a handshake costs beside a request, on the same connections.
  private String shake(int warmUp, int times) throws Exception {
    long[] connect = new long[times];
    long[] handshake = new long[times];
    long[] request = new long[times];
    ByteBuffer answer = ByteBuffer.allocate(1 << 10);
    for (int i = -warmUp; i < times; i++) {
      int at = Math.max(0, i);
      String childId = childId();
      byte[] first = Frames.handshake(childId);
      byte[] second = request(childId);
      long start = System.nanoTime();
      try (SocketChannel worker = connect()) {
        long connected = System.nanoTime();
        write(worker, first);
        readLine(worker, answer);
        long shaken = System.nanoTime();
        write(worker, second);
        readLine(worker, answer);
        connect[at] = connected - start;
        handshake[at] = shaken - connected;
        request[at] = System.nanoTime() - shaken;
      }
    }
    return "{\"connect\":%s,\"handshake\":%s,\"request\":%s}"
        .formatted(
            Laps.json(connect, times), Laps.json(handshake, times), Laps.json(request, times));
  }
}
