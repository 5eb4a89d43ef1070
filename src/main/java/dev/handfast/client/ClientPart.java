package dev.handfast.client;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.Role;
import dev.handfast.driver.Connection;
import dev.handfast.driver.Part;
import dev.handfast.driver.Promise;
import dev.handfast.driver.Stamp;
import dev.handfast.message.Cancel;
import dev.handfast.message.Handshake;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Message;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.ProtocolChoice;
import dev.handfast.message.ProtocolOffer;
import dev.handfast.seam.Seams;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.Incoming;
import dev.handfast.transition.KeepaliveDue;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the worker's role adds to a [Connection]: connecting, handshake, answers, orders.
final class ClientPart implements Part<ClientState, ClientEvent, ClientEffect> {
  /// 10 ms before the second attempt: an orchestrator that is just starting is soon there.
  private static final Duration FIRST_RETRY = Duration.ofMillis(10);

  /// 250 ms at most: soon enough for a person, and no load while nobody listens.
  private static final Duration LONGEST_RETRY = Duration.ofMillis(250);

  private static final int LONGEST_RETRY_DOUBLINGS = 5;

  private final ClientOptions options;
  private final Seams seams;
  private final Stamp stamp;
  private final Promise<Boolean> verdict;
  private final Map<String, PermissionCall> calls = new ConcurrentHashMap<>();
  private String handshakeId = "";
  private @Nullable Connection<ClientState, ClientEvent, ClientEffect> connection;

  ClientPart(ClientOptions options, Seams seams, Stamp stamp) {
    this.options = options;
    this.seams = seams;
    this.stamp = stamp;
    this.verdict = new Promise<>(seams.clock());
  }

  void belongTo(Connection<ClientState, ClientEvent, ClientEffect> owner) {
    connection = owner;
  }

  /// True once the handshake was accepted, false once it is certain that it never will be.
  Promise<Boolean> verdict() {
    return verdict;
  }

  /// Makes the entry before the request can be on the wire, so no answer comes too early (HF-7).
  PermissionCall expect(String requestId) {
    var call =
        new PermissionCall(
            requestId,
            new Promise<>(seams.clock()),
            connection().dispatcher(),
            () -> connection().submit(new ClientEvent.RequestCancelled(requestId)));
    calls.put(requestId, call);
    return call;
  }

  void forget(String requestId) {
    calls.remove(requestId);
  }

  @Override
  public Role role() {
    return Role.WORKER;
  }

  @Override
  public Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
    return ClientHandshake.step(state, event);
  }

  @Override
  public String name(ClientState state) {
    return state.name();
  }

  @Override
  public int frameLimit(ClientState state) {
    return switch (state) {
      case ClientState.Idle _, ClientState.Opening _, ClientState.Finishing _ ->
          options.earlyFrameLimit();
      case ClientState.Ready _, ClientState.Draining _ -> options.frameLimit();
      case ClientState.HalfClosed _, ClientState.Closed _ -> options.frameLimit();
    };
  }

  @Override
  public ClientEvent event(CommonEvent event) {
    return event;
  }

  @Override
  public ClientEvent received(Message message) {
    return Incoming.toWorker(message, handshakeId);
  }

  @Override
  public ClientEvent due(Timer timer) {
    return switch (timer) {
      case Timer.HandshakeDeadline _ -> new HandshakeDeadlinePassed();
      case Timer.RetryDelay _ -> new ClientEvent.RetryDue();
      case Timer.RequestTimeout(String id, _) -> new ClientEvent.RequestTimedOut(id);
      case Timer.CloseDeadline _ -> new CloseDeadlinePassed();
      case Timer.Keepalive _ -> new KeepaliveDue();
    };
  }

  @Override
  public Duration length(Timer.RetryDelay timer) {
    int doublings = Math.min(timer.attempt() - 1, LONGEST_RETRY_DOUBLINGS);
    Duration delay = FIRST_RETRY.multipliedBy(1L << doublings);
    return delay.compareTo(LONGEST_RETRY) < 0 ? delay : LONGEST_RETRY;
  }

  @Override
  public ClientEvent connectFailed(ConnectProblem problem) {
    return switch (problem.hope()) {
      case RETRY -> new ClientEvent.ConnectRefused(problem.detail());
      case GIVE_UP -> new ClientEvent.ConnectFailed(problem.detail());
    };
  }

  @Override
  public void perform(ClientEffect effect) {
    switch (effect) {
      case CommonEffect common -> connection().perform(common);
      case ClientEffect.Open _ ->
          seams.transport().connect(options.socket(), connection().handler());
      case ClientEffect.TransmitHandshake _ -> connection().control(handshake());
      case ClientEffect.AnnounceReady(var ack) -> {
        verdict.keep(true);
        connection().dispatcher().execute(() -> options.onReady().accept(ack));
      }
      case ClientEffect.Answer(var response) ->
          end(response.requestId(), new PermissionCall.Reply.Answered(response.result()));
      case ClientEffect.EndRequest(String id, var outcome) -> {
        connection().requestEnded(id, outcome);
        end(id, new PermissionCall.Reply.NotAnswered(outcome));
      }
    }
  }

  /// Refuses at the start what could never be sent later.
  ///
  /// @throws HandfastException.NotSendable where the handshake cannot be encoded or is too large
  void checkHandshake() {
    int bytes = new MessageWriter().write(handshake()).length() - 1;
    if (bytes > options.earlyFrameLimit()) {
      throw new HandfastException.NotSendable(
          "the handshake of %s has %d bytes, an orchestrator takes %d before its verdict; %s"
              .formatted(
                  options.childId(),
                  bytes,
                  options.earlyFrameLimit(),
                  "shorten the task, or raise earlyFrameLimit on both sides"));
    }
  }

  private Handshake handshake() {
    handshakeId = stamp.id();
    var offer = new ProtocolOffer(List.of(ProtocolChoice.VERSION), List.of());
    return new Handshake(handshakeId, stamp.millis(), options.worker(), Optional.of(offer));
  }

  private void end(String requestId, PermissionCall.Reply reply) {
    PermissionCall call = calls.remove(requestId);
    if (call != null) {
      call.end(reply);
    }
  }

  @Override
  public void deliver(Message message) {
    switch (message) {
      case Cancel cancel -> connection().dispatch(() -> options.onCancel().accept(cancel));
      case InjectContext context ->
          connection().dispatch(() -> options.onContext().accept(context));
      case Message other -> throw new IllegalStateException("no order: " + other.type());
    }
  }

  @Override
  public void closed(CloseCause cause) {
    verdict.keep(false);
    connection().dispatcher().execute(() -> options.onClosed().accept(cause));
  }

  private Connection<ClientState, ClientEvent, ClientEffect> connection() {
    if (connection == null) {
      throw new IllegalStateException("the part belongs to no connection yet");
    }
    return connection;
  }
}
