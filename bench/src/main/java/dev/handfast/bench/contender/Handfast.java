package dev.handfast.bench.contender;

import dev.handfast.CallbackThread;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.server.HandfastServer;
import dev.handfast.transport.JdkTransport;
import java.nio.file.Path;
import java.time.Duration;

/// The library: its client and its server, with their defaults but for the number of connections
/// and the thread of the callbacks.
final class Handfast implements Contender {
  private static final int CONNECTIONS = 20_000;
  private static final int BACKLOG = 4096;
  private static final Duration LONG = Duration.ofMinutes(1);

  /// Shortened, so that an hour of pings takes seconds; by default as long as the library's.
  private static final Duration PING_INTERVAL =
      Duration.ofMillis(Long.getLong("bench.ping", Duration.ofSeconds(30).toMillis()));

  private final CallbackThread callbacks;

  /// @param callbacks where both ends run handlers and dependents of futures
  Handfast(CallbackThread callbacks) {
    this.callbacks = callbacks;
  }

  @Override
  public AutoCloseable serve(Path socket, Mode mode) {
    if (mode == Mode.BYTES) {
      var transport = new JdkTransport(task -> Thread.ofPlatform().daemon().unstarted(task));
      transport.listen(SocketPath.of(socket), BACKLOG, HandfastBatch.Counter::new);
      return transport;
    }
    return HandfastServer.builder(SocketPath.of(socket))
        .maxConnections(CONNECTIONS)
        .maxHandshaking(CONNECTIONS)
        .backlog(BACKLOG)
        .pingInterval(PING_INTERVAL)
        .callbacksOn(callbacks)
        .onPermission((_, _) -> Decision.approve())
        .onStatus((_, _) -> {})
        .start();
  }

  /// One that no earlier client of this socket had: its end may not have been noticed yet.
  private static String childId() {
    return "w-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }

  @Override
  public Client connect(Path socket, Setting setting) {
    var options =
        HandfastClient.builder(SocketPath.of(socket)).childId(childId()).callbacksOn(callbacks);
    if (setting.queue() > 0) {
      options.queue(new QueueLimit(setting.queue(), Long.MAX_VALUE)); // messages alone are counted
    }
    if (!setting.patient()) {
      options.whenFull(OverflowPolicy.fail());
    }
    HandfastClient client = options.start();
    client.awaitReady(LONG);
    return new Worker(client, setting.size());
  }

  @Override
  public long batch(Path socket, double seconds, int size) {
    return HandfastBatch.send(socket, seconds, size);
  }

  private static final class Worker implements Answering {
    private final HandfastClient client;
    private final String said;
    private final Confirmation confirmation = Usual.confirmation();

    Worker(HandfastClient client, int size) {
      this.client = client;
      this.said = Frames.said(size);
    }

    @Override
    public void request(Handler handler) {
      var _ =
          client
              .askPermission(confirmation)
              .future()
              .whenComplete((_, failure) -> handler.handled(failure));
    }

    @Override
    public void ask() {
      if (!client.requestPermission(confirmation).approves()) {
        throw new IllegalStateException("the server did not approve");
      }
    }

    @Override
    public boolean tell() {
      try {
        client.status(Usual.report(said));
        return true;
      } catch (HandfastException.QueueFull _) {
        return false;
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
