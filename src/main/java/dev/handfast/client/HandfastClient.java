package dev.handfast.client;

import dev.handfast.CallbackThread;
import dev.handfast.CloseCause;
import dev.handfast.Counts;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.driver.Connection;
import dev.handfast.driver.Observer;
import dev.handfast.driver.ReaderThread;
import dev.handfast.driver.Stamp;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import dev.handfast.message.WorkerStatus;
import dev.handfast.seam.Clock;
import dev.handfast.seam.Seams;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import dev.handfast.transition.Ask;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.SendRequested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A worker's connection to its orchestrator; sends are legal from the moment it exists.
///
/// What is sent before the orchestrator has accepted the handshake waits, in order, and leaves
/// right after it (HF-3). Every send that returns a [Receipt] ends in exactly one outcome (HF-5);
/// every send that is not accepted throws. All methods may be called from any thread.
///
/// After the end each call throws [HandfastException.Closed] with the same first cause (HF-10). A
/// client is used once; a new attempt is a new client.
public final class HandfastClient implements AutoCloseable {
  private final ClientOptions options;
  private final Clock clock;
  private final Stamp stamp;
  private final ClientPart part;
  private final Connection<ClientState, ClientEvent, ClientEffect> connection;

  private HandfastClient(ClientOptions options) {
    this.options = options;
    Seams seams = options.seams().orElseGet(() -> ownSeams(options));
    this.clock = seams.clock();
    this.stamp = new Stamp(seams.clock(), seams.idSeed());
    this.part = new ClientPart(options, seams, stamp);
    try {
      part.checkHandshake();
    } catch (HandfastException.NotSendable refused) {
      closeOwn(seams);
      throw refused;
    }
    this.connection =
        new Connection<>(
            options.childId(),
            part,
            ClientState.initial(options.queue()),
            options,
            seams,
            stamp,
            new Observer(options.trace().orElse(null), options.onEvent().orElse(null)));
    part.belongTo(connection);
    connection.submit(new ClientEvent.Started());
    connection.gone().whenKept(() -> connection.dispatcher().execute(() -> closeOwn(seams)));
  }

  /// A builder; `childId` must be set, everything else has a default.
  ///
  /// @param socket where the orchestrator listens, or will
  public static ClientOptions.Builder builder(SocketPath socket) {
    return new ClientOptions.Builder().socket(socket);
  }

  /// Starts to connect and returns at once; sends are legal from now on.
  ///
  /// @param options the fixed choices
  /// @throws HandfastException.NotSendable where the handshake cannot be encoded or is too large
  public static HandfastClient start(ClientOptions options) {
    return new HandfastClient(options);
  }

  // Sending.

  /// Tells what the worker is doing.
  ///
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  public Receipt status(WorkerStatus status) {
    return status(StatusReport.of(status));
  }

  /// Tells what the worker is doing, in detail.
  ///
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  /// @throws HandfastException.NotSendable where the report cannot be encoded or is too large
  public Receipt status(StatusReport report) {
    return connection.send(
        new StatusUpdate(stamp.id(), stamp.millis(), options.childId(), report),
        SendRequested::new);
  }

  /// Sends a line of the worker's log.
  ///
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  /// @throws HandfastException.NotSendable where the content cannot be encoded or is too large
  public Receipt log(LogLevel level, String content) {
    return connection.send(
        new Log(stamp.id(), stamp.millis(), options.childId(), level, content), SendRequested::new);
  }

  /// Reports that the task is done.
  ///
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  /// @throws HandfastException.NotSendable where the result cannot be encoded or is too large
  public Receipt complete(TaskResult result) {
    return connection.send(
        new TaskComplete(stamp.id(), stamp.millis(), options.childId(), result),
        SendRequested::new);
  }

  /// Reports that the task has failed.
  ///
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  /// @throws HandfastException.NotSendable where the failure cannot be encoded or is too large
  public Receipt fail(TaskFailure failure) {
    return connection.send(
        new TaskError(stamp.id(), stamp.millis(), options.childId(), failure), SendRequested::new);
  }

  // Asking.

  /// Asks whether a tool may run, and waits for the answer; best on a virtual thread.
  ///
  /// An interrupt of the waiting thread cancels the request. In a handler of this client that waits
  /// here, no other handler runs meanwhile; once as many orders as [ClientOptions#inboundLimit]
  /// wait behind it, the socket is not read, so the answer is not either, and the request ends at
  /// its time-out.
  ///
  /// @throws HandfastException.Unanswered where the request ended without an answer
  /// @throws HandfastException.WaitEnded where the thread was interrupted
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  /// @throws IllegalStateException in a handler on [CallbackThread#READER], which must not wait
  public Decision requestPermission(Confirmation confirmation) {
    ReaderThread.mustNotWait();
    return askPermission(confirmation).await();
  }

  /// Asks whether a tool may run, and returns at once.
  ///
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  public PermissionCall askPermission(Confirmation confirmation) {
    return askPermission(confirmation, options.permissionTimeout());
  }

  /// Asks whether a tool may run, with a time-out of its own, and returns at once.
  ///
  /// @param timeout counted from now, also while the request waits for room or for the handshake
  ///   (HF-8); more than zero
  /// @throws HandfastException.QueueFull where there is no room
  /// @throws HandfastException.Closed where the connection is ending or has ended
  public PermissionCall askPermission(Confirmation confirmation, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "time-out of a permission request: got " + timeout + ", wanted more than zero");
    }
    var request =
        new PermissionRequest(stamp.id(), stamp.millis(), options.childId(), confirmation);
    long asked = clock.nanos();
    PermissionCall call = part.expect(request.id());
    boolean accepted = false;
    try {
      Receipt receipt =
          connection.send(
              request,
              timeout,
              send -> {
                Duration left = timeout.minusNanos(clock.nanos() - asked);
                return new ClientEvent.RequestMade(new Ask(request.id(), left, send));
              });
      call.accepted(receipt);
      accepted = true;
      return call;
    } finally {
      if (!accepted) {
        part.forget(request.id());
      }
    }
  }

  // Living and ending.

  /// How far the client is now.
  public ClientPhase phase() {
    return ClientPhase.of(connection.state());
  }

  /// The first cause of the end, once it has come.
  public Optional<CloseCause> closeCause() {
    return connection.closed().now();
  }

  /// What was counted so far, ignored frames included.
  public Counts counts() {
    return connection.counts();
  }

  /// Waits until the orchestrator has accepted the handshake; nobody needs to call it.
  ///
  /// @throws HandfastException.Closed where the connection ended first
  /// @throws HandfastException.WaitEnded where the limit passed first, or the thread was
  ///   interrupted
  public void awaitReady(Duration limit) {
    Optional<Boolean> verdict = part.verdict().await(limit);
    if (verdict.isEmpty()) {
      throw new HandfastException.WaitEnded(
          "not ready after %s: still %s; the client goes on trying".formatted(limit, phase()));
    }
    if (!verdict.get()) {
      throw new HandfastException.Closed(connection.closed().await());
    }
  }

  /// Accepts no more sends, lets what was accepted leave, ends the connection, and reports.
  ///
  /// Also an interrupted thread waits to the end: the deadline bounds the wait. Handlers that are
  /// still running get as long again to finish; a handler that calls this does not wait for itself.
  ///
  /// @param deadline how long accepted messages may take to leave (HF-12)
  /// @throws IllegalStateException in a handler on [CallbackThread#READER], which must not wait
  public DrainReport drain(Duration deadline) {
    if (closeCause().isEmpty()) {
      ReaderThread.mustNotWait();
    }
    connection.submit(new ClientEvent.CloseRequested(deadline));
    CloseCause cause = connection.closed().awaitUninterruptibly();
    connection.awaitCallbacks(deadline);
    List<DrainReport.Undelivered> undelivered =
        connection.undelivered().stream().map(DrainReport.Undelivered::of).toList();
    return new DrainReport(cause, undelivered);
  }

  /// Drains with the configured deadline; what did not leave is logged as a warning.
  @Override
  public void close() {
    boolean ended = closeCause().isPresent();
    DrainReport report = drain(options.drainDeadline());
    if (!ended && !report.undelivered().isEmpty()) {
      log().log(System.Logger.Level.WARNING, () -> options.childId() + ": " + report.summary());
    }
  }

  private static Seams ownSeams(ClientOptions options) {
    Threads threads = Threads.system();
    String name = "handfast-" + options.childId();
    return new Seams(
        options.transport().create(task -> threads.platform(name, task)),
        new SystemClock(name, threads),
        threads,
        Integer.toUnsignedLong(ThreadLocalRandom.current().nextInt()));
  }

  /// A world that was given is its giver's to close.
  private void closeOwn(Seams seams) {
    if (options.seams().isEmpty()) {
      seams.transport().close();
      seams.clock().close();
    }
  }

  private static System.Logger log() {
    return System.getLogger(HandfastClient.class.getName());
  }
}
