package dev.handfast.server;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.Role;
import dev.handfast.driver.Connection;
import dev.handfast.driver.Part;
import dev.handfast.driver.Stamp;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.message.Answer;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.Log;
import dev.handfast.message.Message;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import dev.handfast.message.ProtocolChoice;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.Incoming;
import dev.handfast.transition.Send;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerHandshake;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the orchestrator's role adds to a [Connection]: the verdict, the session, the handlers.
final class ServerPart implements Part<ServerState, ServerEvent, ServerEffect> {
  private static final System.Logger LOG = System.getLogger(ServerPart.class.getName());
  private static final MessageWriter WRITER = new MessageWriter();

  private final ServerOptions options;
  private final Stamp stamp;
  private final House house;
  private final AtomicInteger undecided = new AtomicInteger();
  private @Nullable Handshake handshake;
  private @Nullable EncodedFrame accepting;
  private volatile @Nullable Worker worker;
  private @Nullable Connection<ServerState, ServerEvent, ServerEffect> connection;

  /// What one connection needs of its server.
  interface House {
    /// Gets a verdict and claims the identity, on another thread.
    void authorize(ServerPart part, Handshake handshake);

    /// Gives an identity back.
    void release(String childId, long epoch);

    /// The connection needs no verdict any more: it has joined, or it has ended before.
    void settled(ServerPart part);

    /// The connection has ended.
    void ended(ServerPart part);
  }

  ServerPart(ServerOptions options, Stamp stamp, House house) {
    this.options = options;
    this.stamp = stamp;
    this.house = house;
  }

  void belongTo(Connection<ServerState, ServerEvent, ServerEffect> owner) {
    connection = owner;
  }

  Connection<ServerState, ServerEvent, ServerEffect> connection() {
    if (connection == null) {
      throw new IllegalStateException("the part belongs to no connection yet");
    }
    return connection;
  }

  /// The session, while it may be sent to.
  Optional<Worker> joined() {
    return connection().state() instanceof ServerState.Registered
        ? Optional.ofNullable(worker)
        : Optional.empty();
  }

  /// The session, also after its end; empty where there never was one.
  Optional<Worker> worker() {
    return Optional.ofNullable(worker);
  }

  /// Encodes what the ack will say, while the worker can still be told otherwise: a machine that
  /// has taken the verdict counts on the ack.
  ///
  /// @throws HandfastException.NotSendable where no ack can say it
  Verdict sayable(Verdict verdict) {
    switch (verdict) {
      case Verdict.Accept terms -> accepting = WRITER.write(ack(accepted(terms)));
      case Verdict.Reject(String reason) -> {
        var _ = WRITER.write(ack(Answer.refused(reason)));
      }
    }
    return verdict;
  }

  /// Ends the session, or refuses whoever has none; what is open by then is denied (HF-33).
  void close(Duration deadline) {
    connection().submit(state -> new ServerEvent.CloseRequested(deadline, denials(state)));
  }

  /// For the requests that are open in the very state that the close meets; the lock is held.
  private Map<String, Send> denials(ServerState state) {
    return switch (state) {
      case ServerState.Registered(var session) -> {
        var denials = new HashMap<String, Send>();
        session
            .asked()
            .all()
            .forEach(
                request -> denial(request).ifPresent(denial -> denials.put(request.id(), denial)));
        yield denials;
      }
      case ServerState.AwaitingHandshake _, ServerState.Authorizing _ -> Map.of();
      case ServerState.Draining _, ServerState.HalfClosed _, ServerState.Closed _ -> Map.of();
    };
  }

  private Optional<Send> denial(PermissionRequest request) {
    try {
      return Optional.of(connection().enclose(response(request, Decision.deny())));
    } catch (HandfastException.NotSendable unsendable) {
      connection()
          .dispatcher()
          .log(
              LOG,
              System.Logger.Level.ERROR,
              () ->
                  "a request of %s has an id of %d characters, too many to answer it, and ends without an answer: %s…: %s"
                      .formatted(
                          request.childId(),
                          request.id().length(),
                          beginning(request.id()),
                          unsendable.getMessage()));
      return Optional.empty();
    }
  }

  /// 40 characters, on one line: enough to find the request, little enough for a log.
  private static String beginning(String id) {
    return id.codePoints()
        .limit(40)
        .mapToObj(point -> Character.isISOControl(point) ? "?" : Character.toString(point))
        .collect(Collectors.joining());
  }

  private PermissionResponse response(PermissionRequest request, Decision decision) {
    return new PermissionResponse(stamp.id(), stamp.millis(), request.id(), decision);
  }

  @Override
  public Role role() {
    return Role.ORCHESTRATOR;
  }

  @Override
  public Step<ServerState, ServerEffect> step(ServerState state, ServerEvent event) {
    return ServerHandshake.step(state, event);
  }

  @Override
  public String name(ServerState state) {
    return state.name();
  }

  @Override
  public int frameLimit(ServerState state) {
    return switch (state) {
      case ServerState.AwaitingHandshake _, ServerState.Authorizing _ -> options.earlyFrameLimit();
      case ServerState.Joined _, ServerState.Closed _ -> options.frameLimit();
    };
  }

  @Override
  public ServerEvent event(CommonEvent event) {
    return event;
  }

  @Override
  public ServerEvent received(Message message) {
    return Incoming.toOrchestrator(message);
  }

  @Override
  public ServerEvent due(Timer timer) {
    return switch (timer) {
      case Timer.HandshakeDeadline _ -> new HandshakeDeadlinePassed();
      case Timer.CloseDeadline _ -> new CloseDeadlinePassed();
      case Timer.RetryDelay _, Timer.RequestTimeout _, Timer.Keepalive _ ->
          throw new IllegalStateException("the orchestrator's machine never sets " + timer);
    };
  }

  @Override
  public Duration length(Timer.RetryDelay timer) {
    throw new IllegalStateException("the orchestrator does not connect");
  }

  @Override
  public ServerEvent connectFailed(ConnectProblem problem) {
    throw new IllegalStateException("the orchestrator does not connect");
  }

  @Override
  public void perform(ServerEffect effect) {
    switch (effect) {
      case CommonEffect common -> connection().perform(common);
      case ServerEffect.StopReading _ -> connection().pause(Connection.Pause.VERDICT);
      case ServerEffect.GoOnReading _ -> connection().resume(Connection.Pause.VERDICT);
      case ServerEffect.Authorize(Handshake said) -> {
        handshake = said;
        house.authorize(this, said);
      }
      case ServerEffect.TransmitAck _ -> accept();
      case ServerEffect.TransmitRefusal(String reason) ->
          connection().control(ack(Answer.refused(reason)));
      case ServerEffect.AnnounceJoined(_, long epoch) -> join(epoch);
      case ServerEffect.AnnounceLeft(_, _, CloseCause cause) ->
          worker().ifPresent(left -> leave(left, cause));
      case ServerEffect.AnnounceAnswered(var request, Decision decision) ->
          tell(new AnswerReport.Accepted(request, decision));
      case ServerEffect.Release(String childId, long epoch) -> house.release(childId, epoch);
    }
  }

  private void accept() {
    if (accepting == null) {
      throw new IllegalStateException("accepted without a verdict");
    }
    connection().control(accepting);
    accepting = null;
  }

  private void join(long epoch) {
    if (handshake == null) {
      throw new IllegalStateException("joined without a handshake");
    }
    var joined =
        new Worker(
            handshake,
            epoch,
            connection().peer().orElseGet(Link.Peer::unknown),
            stamp,
            connection(),
            this::close);
    worker = joined;
    house.settled(this);
    var callbacks = connection().dispatcher();
    callbacks.log(
        LOG,
        System.Logger.Level.DEBUG,
        () -> "worker %s joined: session %d".formatted(joined.childId(), epoch));
    callbacks.execute(() -> options.onJoined().accept(joined));
  }

  private void leave(Worker left, CloseCause cause) {
    var callbacks = connection().dispatcher();
    callbacks.log(
        LOG,
        System.Logger.Level.DEBUG,
        () ->
            "worker %s left: session %d: %s"
                .formatted(left.childId(), left.epoch(), cause.summary()));
    callbacks.execute(() -> options.onLeft().accept(left, cause));
  }

  private boolean extended() {
    return handshake != null
        && handshake.protocol().filter(offer -> offer.speaks(ProtocolChoice.VERSION)).isPresent();
  }

  /// A peer that offered nothing of ours gets the original's plain ack (HF-29).
  private HandshakeAck ack(Answer answer) {
    Optional<String> requestId =
        extended() ? Optional.ofNullable(handshake).map(Handshake::id) : Optional.empty();
    return new HandshakeAck(stamp.id(), stamp.millis(), requestId, answer);
  }

  private Answer accepted(Verdict.Accept terms) {
    return extended()
        ? new Answer.Accepted(
            terms.config(),
            terms.context(),
            Optional.of(new ProtocolChoice(ProtocolChoice.VERSION, List.of())),
            Optional.of(stamp.id()))
        : new Answer.Accepted(terms.config(), terms.context(), Optional.empty(), Optional.empty());
  }

  @Override
  public void deliver(Message message) {
    Worker from = worker;
    if (from == null) {
      throw new IllegalStateException("a message before the session: " + message.type());
    }
    connection().dispatch(() -> handle(from, message));
  }

  private void handle(Worker from, Message message) {
    switch (message) {
      case StatusUpdate status -> options.onStatus().accept(from, status);
      case Log log -> options.onLog().accept(from, log);
      case TaskComplete complete -> options.onComplete().accept(from, complete);
      case TaskError error -> options.onError().accept(from, error);
      case PermissionRequest request ->
          options
              .onPermissionLater()
              .ifPresentOrElse(
                  handler -> decideLater(handler, from, request),
                  () -> reply(request, decide(from, request)));
      case Message other -> throw new IllegalStateException("no report: " + other.type());
    }
  }

  /// A worker that asks without end is not remembered without end.
  private void decideLater(
      BiFunction<Worker, PermissionRequest, CompletionStage<Decision>> handler,
      Worker from,
      PermissionRequest request) {
    if (undecided.incrementAndGet() > options.inboundLimit()) {
      undecided.decrementAndGet();
      reply(request, Decision.deny());
      return;
    }
    CompletionStage<Decision> decision;
    try {
      decision = Objects.requireNonNull(handler.apply(from, request), "no decision");
    } catch (Exception | Error thrown) { // somebody else's code, as below
      decision = CompletableFuture.failedFuture(thrown);
    }
    var _ =
        decision
            .exceptionally(thrown -> denied(from, thrown))
            .thenAccept(
                decided -> {
                  undecided.decrementAndGet();
                  reply(request, Objects.requireNonNullElse(decided, Decision.deny()));
                });
  }

  /// Anything but a decision is a denial (HF-23).
  private Decision decide(Worker from, PermissionRequest request) {
    try {
      return Objects.requireNonNullElse(
          options.onPermission().apply(from, request), Decision.deny());
    } catch (Exception | Error thrown) { // somebody else's code: the worker is told all the same
      return denied(from, thrown);
    }
  }

  private Decision denied(Worker from, Throwable thrown) {
    connection()
        .dispatcher()
        .log(
            LOG,
            System.Logger.Level.ERROR,
            () -> "the permission handler threw for %s; the answer is deny".formatted(from),
            thrown);
    return Decision.deny();
  }

  /// That it was accepted is told by the machine, in order with everything else of the session.
  private void reply(PermissionRequest request, Decision decision) {
    try {
      var _ =
          connection()
              .sendAhead(
                  response(request, decision),
                  send -> new ServerEvent.ReplyRequested(request.id(), decision, send));
    } catch (HandfastException.NotSendable unsendable) {
      tell(new AnswerReport.Refused(request, decision, unsendable));
      unsendable(request, decision, unsendable);
    } catch (HandfastException.Closed gone) {
      tell(new AnswerReport.Refused(request, decision, gone));
      LOG.log(
          System.Logger.Level.DEBUG,
          () -> "no reply to %s: %s".formatted(request.id(), gone.reason().message()));
    }
  }

  private void unsendable(
      PermissionRequest request, Decision decision, HandfastException.NotSendable why) {
    boolean denies = decision instanceof Decision.Deny;
    connection()
        .dispatcher()
        .log(
            LOG,
            System.Logger.Level.ERROR,
            () ->
                "the decision on %s cannot be sent; %s"
                    .formatted(request.id(), denies ? "it has no answer" : "the answer is deny"),
            why);
    if (!denies) {
      reply(request, Decision.deny());
    }
  }

  private void tell(AnswerReport report) {
    worker()
        .ifPresent(
            from ->
                connection().dispatcher().execute(() -> options.onAnswer().accept(from, report)));
  }

  @Override
  public void closed(CloseCause cause) {
    if (worker == null) {
      house.settled(this);
    }
    house.ended(this);
  }
}
