package dev.handfast.conformance.walk;

import dev.handfast.Fault;
import dev.handfast.QueueLimit;
import dev.handfast.ViolationCode;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.world.Told;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.Decision;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.PermissionResponse;
import dev.handfast.transition.Ask;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.KeepaliveDue;
import dev.handfast.transition.Malformed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.PeerFellSilent;
import dev.handfast.transition.PingReceived;
import dev.handfast.transition.PongReceived;
import dev.handfast.transition.ProtocolErrorReceived;
import dev.handfast.transition.Refusal;
import dev.handfast.transition.Send;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Timer;
import dev.handfast.transition.UnknownReceived;
import dev.handfast.transition.Withdraw;
import dev.handfast.transition.WrongDirection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The worker's machine with an ideal driver, pipe, peer and clock around it.
///
/// Every answer comes from the machine, which is [ClientHandshake#step] or what is to be compared
/// with it; what stands here only carries the effects out, and knows what can happen at all.
final class ClientScene implements Scene<ClientStimulus> {
  /// With 1, a lost second message would show nowhere.
  static final QueueLimit LIMIT = new QueueLimit(2, 1 << 24);

  private static final Duration SOME_TIME = Duration.ofSeconds(1);
  private static final String RETRY = "RetryDelay";
  private static final String REQUEST_TIMEOUT = "RequestTimeout ";

  private final Overflow overflow;
  private final Machine<ClientEvent, ClientEffect> machine;
  private final Items items;
  private final Wire wire;
  private final Set<String> alarms;
  private boolean closing;
  private Seen seen = new Seen();

  /// What waits for the next attempt to connect.
  private enum Path {
    NOBODY,
    PEER,
    FILE
  }

  private Path path = Path.NOBODY;

  private ClientScene(
      Overflow overflow,
      Machine<ClientEvent, ClientEffect> machine,
      Items items,
      Wire wire,
      Set<String> alarms) {
    this.overflow = overflow;
    this.machine = machine;
    this.items = items;
    this.wire = wire;
    this.alarms = alarms;
  }

  /// The library's machine, before its start.
  static Machine<ClientEvent, ClientEffect> code() {
    return Machine.of(ClientState.initial(LIMIT), ClientHandshake::step, Portraits::of);
  }

  /// A client that was started while nobody listened.
  ///
  /// @param overflow what a call does where there is no room
  static ClientScene started(Overflow overflow) {
    return started(overflow, new Wire(), code());
  }

  /// The same over another wire, with another machine, which has not started.
  static ClientScene started(
      Overflow overflow, Wire wire, Machine<ClientEvent, ClientEffect> machine) {
    var scene = new ClientScene(overflow, machine, new Items(), wire, new TreeSet<>());
    scene.step(new ClientEvent.Started());
    return scene;
  }

  @Override
  public ClientScene copy() {
    var copy =
        new ClientScene(overflow, machine.copy(), items.copy(), wire.copy(), new TreeSet<>(alarms));
    copy.closing = closing;
    return copy;
  }

  @Override
  public Object key() {
    return List.of(
        described(),
        items.toString(),
        wire.described(items),
        alarms.stream().map(this::alarmName).toList(),
        closing);
  }

  /// Alike where states differ in the names of messages only.
  private List<Object> described() {
    Portrait now = machine.portrait();
    return List.of(
        now.name(),
        now.before(),
        items.names(now.queue()),
        now.head(),
        now.requests().stream().map(id -> items.name(items.of(id))).toList(),
        now.cause());
  }

  private String alarmName(String alarm) {
    return alarm.startsWith(REQUEST_TIMEOUT)
        ? REQUEST_TIMEOUT + items.name(items.of(alarm.substring(REQUEST_TIMEOUT.length())))
        : alarm;
  }

  @Override
  public String take(ClientStimulus stimulus) {
    seen = new Seen();
    if (!happens(stimulus)) {
      return IMPOSSIBLE;
    }
    move();
    items.forgetWhatIsOver();
    return seen.in(machine.portrait().name());
  }

  private boolean happens(ClientStimulus stimulus) {
    return switch (stimulus) {
      case SEND -> send(items.message());
      case ASK -> ask(items.request());
      case GIVE_UP -> items.open(0).map(this::giveUp).isPresent();
      case GIVE_UP_SECOND -> items.open(1).map(this::giveUp).isPresent();
      case CLOSE -> close();
      case RETRY_FINDS_NOBODY -> retry(Path.NOBODY);
      case RETRY_FINDS_PEER -> retry(Path.PEER);
      case RETRY_FINDS_A_FILE -> retry(Path.FILE);
      case ACCEPT, ACCEPT_PLAIN, REFUSE, ACCEPT_ANOTHER -> says(stimulus, "");
      case ANSWER -> items.arrived(0).map(asked -> says(stimulus, asked.id())).isPresent();
      case ANSWER_SECOND -> items.arrived(1).map(asked -> says(stimulus, asked.id())).isPresent();
      case ANSWER_NOBODY, CANCEL, CONTEXT -> says(stimulus, "nobody");
      case PONG, UNKNOWN, ERROR, NOT_JSON, WRONG_DIRECTION -> says(stimulus, "");
      case PING, PING_IN_TWO -> wire.isRead() && says(stimulus, "");
      case ACCEPT_WITH_ORDERS -> wire.isRead() && !items.hasLarge() && says(stimulus, "");
      case ENDS -> wire.ends() && step(new ConnectionLost("end of file"));
      case LEAVES -> wire.leaves() && step(new ConnectionLost("end of file"));
      case STOPS_READING -> wire.stopsReading();
      case READS_ON -> wire.readsOn();
      case HANDSHAKE_DUE -> rings("HandshakeDeadline") && step(new HandshakeDeadlinePassed());
      case CLOSE_DUE -> rings("CloseDeadline") && step(new CloseDeadlinePassed());
      case REQUEST_DUE -> items.open(0).map(this::requestDue).isPresent();
      case KEEPALIVE_DUE -> wire.isRead() && rings("Keepalive") && step(new KeepaliveDue());
      case SILENCE_DUE -> rings("Keepalive") && step(new PeerFellSilent());
    };
  }

  // The program and the clock.

  private boolean send(Items.Item item) {
    step(new SendRequested(encoded(item, Send.Loss.HARMLESS)));
    return told(item);
  }

  private boolean ask(Items.Item item) {
    Send send = encoded(item, Send.Loss.FORBIDDEN);
    step(new ClientEvent.RequestMade(new Ask(item.id(), SOME_TIME, send)));
    return told(item);
  }

  private Send encoded(Items.Item item, Send.Loss loss) {
    EncodedFrame frame = EncodedFrame.ofText("{}");
    return switch (overflow) {
      case FAILS -> new Send(item.number(), frame);
      case DROPS_LOGS -> new Send(item.number(), frame, loss, Send.WhenFull.DROPS_OLDEST);
    };
  }

  private boolean told(Items.Item item) {
    if (item.isRefused()) {
      items.forget(item);
    } else {
      item.large(!wire.isRead());
      seen.call("accepted");
    }
    return true;
  }

  private boolean close() {
    Portrait now = machine.portrait();
    if (now.isClosed()) {
      seen.call("close returns " + now.cause());
    }
    closing = true;
    return step(new ClientEvent.CloseRequested(SOME_TIME));
  }

  private boolean giveUp(Items.Item asked) {
    return step(new ClientEvent.RequestCancelled(asked.id()));
  }

  private boolean requestDue(Items.Item asked) {
    return rings(REQUEST_TIMEOUT + asked.id()) && step(new ClientEvent.RequestTimedOut(asked.id()));
  }

  private boolean retry(Path now) {
    path = now;
    return rings(RETRY) && step(new ClientEvent.RetryDue());
  }

  private boolean rings(String alarm) {
    return alarms.remove(alarm);
  }

  // The peer.

  /// Frame by frame, and what one frame lets loose is written before the next one is looked at.
  private boolean says(ClientStimulus stimulus, String request) {
    if (!wire.hears()) {
      return false;
    }
    for (Word word : stimulus.words()) {
      if (wire.hears()) {
        event(word, request).ifPresent(this::step);
        move();
      }
    }
    return true;
  }

  private static Optional<ClientEvent> event(Word word, String request) {
    return Optional.ofNullable(
        switch (word) {
          case ACCEPT -> accepted(ClientEvent.PeerKind.EXTENDED);
          case ACCEPT_PLAIN -> accepted(ClientEvent.PeerKind.PLAIN);
          case REFUSE -> new ClientEvent.AckRefused("no");
          case ACCEPT_ANOTHER -> new ClientEvent.AckMisaddressed("another", "this");
          case ANSWER_FIRST, ANSWER_NOBODY ->
              new ClientEvent.ResponseReceived(
                  new PermissionResponse("o", 1, request, Decision.approve()));
          case CANCEL -> new ClientEvent.CancelReceived(new Cancel("o", 1, Optional.empty()));
          case CONTEXT -> new ClientEvent.OrderReceived(new InjectContext("o", 1, "", List.of()));
          case HALF_PING -> null;
          case PING, REST_OF_PING -> new PingReceived();
          case PONG -> new PongReceived();
          case UNKNOWN -> new UnknownReceived("invention");
          case ERROR -> new ProtocolErrorReceived("odd", "you did");
          case NOT_JSON ->
              new Malformed(new Fault(ViolationCode.INVALID_JSON, "line", "{", "an object"));
          case LOG -> new WrongDirection("log");
          default -> throw new IllegalArgumentException("no stimulus says " + word);
        });
  }

  private static ClientEvent accepted(ClientEvent.PeerKind peer) {
    return new ClientEvent.AckAccepted(
        new HandshakeAck("o", 1, Optional.empty(), Answer.accepted()), peer);
  }

  // The driver.

  /// True always: it was possible.
  private boolean step(ClientEvent event) {
    machine.step(event).forEach(this::perform);
    return true;
  }

  /// Writes what the pipe takes, and lets the peer read.
  private void move() {
    wire.write(items).ifPresent(this::step);
    wire.endIfOrdered();
    wire.read(items).forEach(seen::frame);
  }

  private void perform(ClientEffect effect) {
    switch (effect) {
      case ClientEffect.Open _ -> attempt();
      case ClientEffect.TransmitHandshake _ -> wire.control("handshake");
      case ClientEffect.AnnounceReady _ -> seen.callback("ready");
      case ClientEffect.Answer(var response) ->
          ended(response.requestId(), Told.of(response.result()));
      case ClientEffect.EndRequest(String id, var outcome) -> ended(id, Told.of(outcome));
      case CommonEffect.Transmit(Send send) -> wire.message(send.ticket());
      case CommonEffect.TransmitPing _ -> wire.control("ping");
      case CommonEffect.TransmitPong _ -> wire.control("pong");
      case CommonEffect.TransmitProtocolError(var violation) ->
          wire.control("protocol_error " + violation.code().wire());
      case CommonEffect.HalfClose _ -> wire.halfClose();
      case CommonEffect.Hangup _ -> {
        alarms.clear();
        wire.hangUp();
      }
      case CommonEffect.Arm(Timer timer) -> alarms.add(name(timer));
      case CommonEffect.Disarm(Timer timer) -> alarms.remove(name(timer));
      case Settle(long number, var delivery) -> {
        Items.Item item = items.of(number);
        item.settled(delivery);
        seen.outcome(items.name(item) + " " + Told.of(delivery));
      }
      case CommonEffect.Refuse(long number, Refusal refusal) -> {
        items.of(number).refused();
        seen.call("refused: " + words(refusal));
      }
      case CommonEffect.Deliver(Cancel _) -> seen.callback("cancel");
      case CommonEffect.Deliver _ -> seen.callback("context");
      case CommonEffect.Ignore _ -> seen.counted(1);
      case CommonEffect.AnnounceClosed(var cause) -> {
        seen.callback("closed " + Told.of(cause));
        if (closing) {
          seen.call("close returns " + Told.of(cause));
        }
      }
      case Withdraw(long number) -> wire.withdraw(number);
    }
  }

  private void attempt() {
    switch (path) {
      case NOBODY -> step(new ClientEvent.ConnectRefused("nobody listens"));
      case PEER -> {
        wire.open();
        step(new Opened());
      }
      case FILE -> step(new ClientEvent.ConnectFailed("no socket"));
    }
    if (alarms.contains(RETRY)) {
      seen.call("will try again");
    }
  }

  private void ended(String request, String how) {
    Items.Item item = items.of(request);
    item.ended();
    seen.outcome(items.name(item) + " " + how);
  }

  private static String words(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Full _ -> "full";
      case Refusal.NotOpen(var cause) -> Told.of(cause);
      case Refusal.NobodyAsks(String request) ->
          throw new IllegalStateException("a worker answers nobody: " + request);
    };
  }

  private static String name(Timer timer) {
    return timer instanceof Timer.RequestTimeout(String id, _)
        ? REQUEST_TIMEOUT + id
        : timer.getClass().getSimpleName();
  }
}
