package dev.handfast.server;

import dev.handfast.CallbackThread;
import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.driver.Connection;
import dev.handfast.driver.Dispatcher;
import dev.handfast.driver.Observer;
import dev.handfast.driver.ReaderThread;
import dev.handfast.driver.Stamp;
import dev.handfast.message.Handshake;
import dev.handfast.seam.Clock;
import dev.handfast.seam.Seams;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerState;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An orchestrator that listens for workers: many connections on one socket.
///
/// No message reaches a handler before the worker's handshake was accepted (HF-13), and nothing is
/// sent to a worker before its ack (HF-14). All methods may be called from any thread.
public final class HandfastServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HandfastServer.class.getName());

  private final ServerOptions options;
  private final Seams seams;
  private final Stamp stamp;
  private final Observer observer;
  private final Registry registry = new Registry();
  private final Set<ServerPart> open = ConcurrentHashMap.newKeySet();

  /// Connections that have ended, whose handlers have not.
  private final Set<ServerPart> settling = ConcurrentHashMap.newKeySet();

  private final Anteroom anteroom;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Transport.Listener listener;

  private HandfastServer(ServerOptions options) {
    this.options = options;
    this.anteroom = new Anteroom(options.maxHandshaking());
    this.seams = options.seams().orElseGet(() -> ownSeams(options));
    this.stamp = new Stamp(seams.clock(), seams.idSeed());
    this.observer = new Observer(options.trace().orElse(null), options.onEvent().orElse(null));
    this.listener = listen();
  }

  /// A builder with a default for everything.
  ///
  /// @param socket where to listen
  public static ServerOptions.Builder builder(SocketPath socket) {
    return new ServerOptions.Builder().socket(socket);
  }

  /// Listens from now on.
  ///
  /// @param options the fixed choices
  /// @throws HandfastException.CannotListen where the path is taken or not usable
  public static HandfastServer start(ServerOptions options) {
    return new HandfastServer(options);
  }

  /// Where this server listens.
  public SocketPath socket() {
    return options.socket();
  }

  /// The worker that is connected under this childId and may be sent to.
  public Optional<Worker> worker(String childId) {
    return registry.worker(childId);
  }

  /// All workers that are connected and may be sent to, oldest session first.
  public List<Worker> workers() {
    return registry.workers();
  }

  /// Sends to every connected worker, and reports for each what became of it.
  ///
  /// @param order one send, such as `worker -> worker.cancel("enough")`
  public BroadcastReport broadcast(Function<Worker, Receipt> order) {
    Map<String, Receipt> taken = new HashMap<>();
    Map<String, HandfastException> refused = new HashMap<>();
    for (Worker worker : workers()) {
      try {
        taken.put(worker.childId(), order.apply(worker));
      } catch (HandfastException refusal) {
        refused.put(worker.childId(), refusal);
      }
    }
    return new BroadcastReport(taken, refused);
  }

  /// Accepts nobody any more, denies open requests, lets accepted messages leave, ends all
  /// sessions, and reports.
  ///
  /// A handler's answer that comes after this is refused, as [ServerOptions#onAnswer] tells
  /// (HF-33). Workers' messages that are on their way are still taken and handled until they end
  /// their side or the deadline passes. Handlers that are still running, those of sessions that
  /// ended before included, get as long again to finish; a handler that calls this does not wait
  /// for itself. Idempotent; also an interrupted thread waits to the end.
  ///
  /// @param deadline how long accepted messages may take to leave, and workers to end (HF-12)
  /// @throws IllegalStateException in a handler on [CallbackThread#READER], which must not wait
  public StopReport stop(Duration deadline) {
    ReaderThread.mustNotWait();
    stopping.set(true);
    listener.close();
    List<ServerPart> ending = List.copyOf(open);
    ending.forEach(part -> part.close(deadline));
    var sessions = new ArrayList<StopReport.Ended>();
    for (ServerPart part : ending) {
      CloseCause cause = part.connection().closed().awaitUninterruptibly();
      part.connection().gone().awaitUninterruptibly();
      part.worker()
          .ifPresent(
              worker ->
                  sessions.add(
                      new StopReport.Ended(
                          worker.childId(), cause, part.connection().undelivered())));
    }
    var handling = new LinkedHashSet<>(ending);
    handling.addAll(settling);
    long patience = seams.clock().nanos() + Clock.bounded(deadline).toNanos();
    for (ServerPart part : handling) {
      long left = Math.max(0, patience - seams.clock().nanos());
      part.connection().awaitCallbacks(Duration.ofNanos(left));
    }
    closeOwn();
    return new StopReport(sessions);
  }

  /// Stops with the configured deadline; what did not leave is logged as a warning.
  @Override
  public void close() {
    StopReport report = stop(options.stopDeadline());
    for (StopReport.Ended session : report.sessions()) {
      if (!session.undelivered().isEmpty()) {
        LOG.log(
            System.Logger.Level.WARNING,
            () ->
                "%s: undelivered messages: %d (%s)"
                    .formatted(
                        session.childId(),
                        session.undelivered().size(),
                        session.cause().summary()));
      }
    }
  }

  private Transport.Listener listen() {
    try {
      return seams.transport().listen(options.socket(), options.backlog(), this::accept);
    } catch (HandfastException.CannotListen failure) {
      closeOwn();
      throw failure;
    }
  }

  /// A world that was given is its giver's to close.
  private void closeOwn() {
    if (options.seams().isEmpty()) {
      seams.transport().close();
      seams.clock().close();
    }
  }

  private static Seams ownSeams(ServerOptions options) {
    Threads threads = Threads.system();
    return new Seams(
        options.transport().create(task -> threads.platform("handfast-server", task)),
        new SystemClock("handfast-server", threads),
        threads,
        Integer.toUnsignedLong(ThreadLocalRandom.current().nextInt()));
  }

  private LinkHandler accept() {
    var part = new ServerPart(options, stamp, house);
    var connection =
        new Connection<>(
            "c-" + accepted.incrementAndGet(),
            part,
            ServerState.initial(options.queue()),
            options,
            seams,
            stamp,
            observer.another());
    part.belongTo(connection);
    LinkHandler handler = connection.handler();
    open.add(part);
    Optional<ServerPart> oneTooMany = anteroom.enter(part);
    if (stopping.get()) {
      turnAway(part, "orchestrator is stopping");
    } else if (open.size() > options.maxConnections()) {
      turnAway(part, "orchestrator has its limit of connections: " + options.maxConnections());
    } else {
      oneTooMany.ifPresent(
          any ->
              turnAway(
                  any,
                  "too many workers are shaking hands at once, and this one had said nothing: "
                      + options.maxHandshaking()));
    }
    return handler;
  }

  private static void turnAway(ServerPart part, String reason) {
    part.connection()
        .dispatcher()
        .log(LOG, System.Logger.Level.WARNING, () -> "a connection is turned away: " + reason);
    part.connection().submit(new ServerEvent.TurnedAway(reason));
  }

  private final ServerPart.House house =
      new ServerPart.House() {
        @Override
        public void authorize(ServerPart part, Handshake handshake) {
          seams
              .threads()
              .start("handfast-verdict-" + handshake.childId(), () -> decide(part, handshake));
        }

        @Override
        public void release(String childId, long epoch) {
          registry.release(childId, epoch);
        }

        @Override
        public void settled(ServerPart part) {
          anteroom.leave(part);
        }

        @Override
        public void ended(ServerPart part) {
          settling.add(part);
          open.remove(part);
          Connection<?, ?, ?> ended = part.connection();
          ended.closed().whenKept(() -> ended.dispatcher().execute(() -> settling.remove(part)));
        }
      };

  private void decide(ServerPart part, Handshake handshake) {
    switch (verdict(part, handshake)) {
      case Verdict.Reject(String reason) -> {
        Dispatcher callbacks = part.connection().dispatcher();
        callbacks.log(
            LOG,
            System.Logger.Level.WARNING,
            () -> "worker %s is turned away by the authorizer".formatted(handshake.childId()));
        callbacks.log(LOG, System.Logger.Level.DEBUG, () -> handshake.childId() + ": " + reason);
        refuse(part, reason);
      }
      case Verdict.Accept _ -> admit(part, handshake.childId());
    }
  }

  /// The peer policy first: what the system says, before what the worker says of itself (HF-31).
  private Verdict verdict(ServerPart part, Handshake handshake) {
    Link.Peer peer = part.connection().peer().orElseGet(Link.Peer::unknown);
    Dispatcher callbacks = part.connection().dispatcher();
    try {
      Optional<String> objection = options.peers().objection(peer);
      if (objection.isPresent()) {
        callbacks.log(
            LOG,
            System.Logger.Level.WARNING,
            () -> "%s (%s) is refused: %s".formatted(handshake.childId(), peer, objection.get()));
        return part.sayable(Verdict.reject(objection.get()));
      }
      return part.sayable(
          Objects.requireNonNull(
              options.authorize().decide(handshake, peer), "the authorizer gave null"));
    } catch (Exception | Error thrown) { // somebody else's code: the worker is told all the same
      callbacks.log(
          LOG,
          System.Logger.Level.ERROR,
          () ->
              "%s is turned away: what decides about it threw, or its words fit no ack"
                  .formatted(handshake.childId()),
          thrown);
      return Verdict.reject("the orchestrator could not decide");
    }
  }

  /// Claims the identity in the very step that registers the connection: one that has ended by then
  /// claims nothing, and one that was superseded never joins (HF-15).
  private void admit(ServerPart part, String childId) {
    part.connection()
        .submit(
            state ->
                state instanceof ServerState.Authorizing
                    ? claim(part, childId)
                    : new ServerEvent.VerdictRefused("the connection ended before its verdict"));
  }

  /// The part's lock is held, and the old holder's is taken: older claims never wait for newer
  /// ones.
  private ServerEvent claim(ServerPart part, String childId) {
    return switch (registry.claim(childId, part, options.onDuplicate())) {
      case Registry.Outcome.Granted(long epoch) -> new ServerEvent.VerdictAccepted(childId, epoch);
      case Registry.Outcome.TakenOver(long epoch, ServerPart old) -> {
        old.connection().submit(new ServerEvent.Superseded());
        yield new ServerEvent.VerdictAccepted(childId, epoch);
      }
      case Registry.Outcome.Taken(long holder) -> {
        String reason =
            "childId %s is taken: session %d is connected under it".formatted(childId, holder);
        part.connection()
            .dispatcher()
            .log(LOG, System.Logger.Level.WARNING, () -> "a worker is turned away: " + reason);
        yield new ServerEvent.VerdictRefused(reason);
      }
    };
  }

  private static void refuse(ServerPart part, String reason) {
    part.connection().submit(new ServerEvent.VerdictRefused(reason));
  }
}
