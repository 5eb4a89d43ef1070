package dev.handfast.server;

import dev.handfast.CloseCause;
import dev.handfast.Counts;
import dev.handfast.Receipt;
import dev.handfast.driver.Connection;
import dev.handfast.driver.ReaderThread;
import dev.handfast.driver.Stamp;
import dev.handfast.message.Cancel;
import dev.handfast.message.Handshake;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Ping;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerState;
import dev.handfast.transport.Link;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One worker's session with the orchestrator; any thread may use it.
///
/// After the session's end each send throws [dev.handfast.HandfastException.Closed] with the first
/// cause (HF-10).
public final class Worker {
  private final Handshake handshake;
  private final long epoch;
  private final Link.Peer peer;
  private final Stamp stamp;
  private final Connection<ServerState, ServerEvent, ServerEffect> connection;
  private final Consumer<Duration> ending;

  Worker(
      Handshake handshake,
      long epoch,
      Link.Peer peer,
      Stamp stamp,
      Connection<ServerState, ServerEvent, ServerEffect> connection,
      Consumer<Duration> ending) {
    this.handshake = handshake;
    this.epoch = epoch;
    this.peer = peer;
    this.stamp = stamp;
    this.connection = connection;
    this.ending = ending;
  }

  /// The worker's identity.
  public String childId() {
    return handshake.childId();
  }

  /// The session's number: higher than that of any earlier session of this server (HF-15).
  public long epoch() {
    return epoch;
  }

  /// What the worker said about itself.
  public Handshake handshake() {
    return handshake;
  }

  /// What the system says about the worker's process.
  public Link.Peer peer() {
    return peer;
  }

  /// Calls the worker's task off.
  ///
  /// @param reason why, in words that the worker gets
  /// @throws dev.handfast.HandfastException.QueueFull where there is no room
  /// @throws dev.handfast.HandfastException.Closed where the session is ending or has ended
  public Receipt cancel(String reason) {
    return connection.send(
        new Cancel(stamp.id(), stamp.millis(), Optional.of(reason)), SendRequested::new);
  }

  /// Tells the worker something that it is to know from now on.
  ///
  /// @param context what it is to know
  /// @param relevantFiles files that it should look at; may be empty
  /// @throws dev.handfast.HandfastException.QueueFull where there is no room
  /// @throws dev.handfast.HandfastException.Closed where the session is ending or has ended
  /// @throws dev.handfast.HandfastException.NotSendable where the context is too large
  public Receipt injectContext(String context, List<String> relevantFiles) {
    return connection.send(
        new InjectContext(stamp.id(), stamp.millis(), context, relevantFiles), SendRequested::new);
  }

  /// Asks whether the worker is there, besides the pings that are sent anyway (HF-21).
  ///
  /// Its `pong` names no ping; an observer sees it as a received frame of this [#connection].
  ///
  /// @throws dev.handfast.HandfastException.QueueFull where there is no room
  /// @throws dev.handfast.HandfastException.Closed where the session is ending or has ended
  public Receipt ping() {
    return connection.send(new Ping(stamp.id(), stamp.millis()), SendRequested::new);
  }

  /// The server's name of the worker's connection, as in [dev.handfast.HandfastEvent.At].
  public String connection() {
    return connection.name();
  }

  /// Ends this session and no other: accepts no more sends to the worker, denies its open requests
  /// (HF-33), lets accepted messages leave, hears the worker out, and reports.
  ///
  /// Also an interrupted thread waits to the end: the deadline bounds the wait. The worker sees the
  /// end of the connection, and no reason; say it with [#cancel] before. Its childId is free
  /// afterwards. Where the session has ended before, the report is about that end.
  ///
  /// @param deadline how long accepted messages may take to leave, and the worker to end (HF-12)
  /// @throws IllegalStateException in a handler on [dev.handfast.CallbackThread#READER], which must
  ///   not wait
  public StopReport.Ended close(Duration deadline) {
    if (closeCause().isEmpty()) {
      ReaderThread.mustNotWait();
    }
    ending.accept(deadline);
    CloseCause cause = connection.closed().awaitUninterruptibly();
    return new StopReport.Ended(childId(), cause, connection.undelivered());
  }

  /// The first cause of the session's end, once it has come.
  public Optional<CloseCause> closeCause() {
    return connection.closed().now();
  }

  /// What was counted so far, ignored frames included.
  public Counts counts() {
    return connection.counts();
  }

  @Override
  public String toString() {
    return childId() + "#" + epoch;
  }
}
