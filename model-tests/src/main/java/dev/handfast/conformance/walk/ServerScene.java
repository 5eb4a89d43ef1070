package dev.handfast.conformance.walk;

import dev.handfast.Fault;
import dev.handfast.ViolationCode;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.world.Told;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Json;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.WorkerIdentity;
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
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerHandshake;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Timer;
import dev.handfast.transition.UnknownReceived;
import dev.handfast.transition.Withdraw;
import dev.handfast.transition.WrongDirection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The orchestrator's machine with an ideal driver, pipe, worker, program and clock around it.
///
/// Every answer comes from the machine, which is [ServerHandshake#step] or what is to be compared
/// with it; what stands here only carries the effects out, and knows what can happen at all.
final class ServerScene implements Scene<ServerStimulus> {
  private static final Duration SOME_TIME = Duration.ofSeconds(1);
  private static final String REGISTERED = "Registered";
  private static final String CHILD = "ann";
  private static final WorkerIdentity ANN =
      new WorkerIdentity(CHILD, "/w", "b", "t", Optional.empty(), Optional.empty());
  private static final Confirmation QUESTION =
      new Confirmation(
          "bash",
          Json.parse("{}"),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// 2 requests at a time: one could not be told from the oldest.
  private static final int MOST_ASKED = 2;

  private final Machine<ServerEvent, ServerEffect> machine;
  private final Items items;
  private final Wire wire;
  private final Set<String> alarms;
  private final Deque<Line> unread;
  private final List<Long> asked;
  private final Set<Long> replies;
  private long asks;
  private boolean paused;
  private boolean undecided;
  private boolean joined;
  private boolean closing;
  private Seen seen = new Seen();

  private ServerScene(
      Machine<ServerEvent, ServerEffect> machine,
      Items items,
      Wire wire,
      Set<String> alarms,
      Deque<Line> unread,
      List<Long> asked,
      Set<Long> replies) {
    this.machine = machine;
    this.items = items;
    this.wire = wire;
    this.alarms = alarms;
    this.unread = unread;
    this.asked = asked;
    this.replies = replies;
  }

  /// A server to which a worker has connected.
  static ServerScene connected() {
    return connected(
        Machine.of(ServerState.initial(ClientScene.LIMIT), ServerHandshake::step, Portraits::of));
  }

  /// The same with another machine, to which nobody has connected.
  static ServerScene connected(Machine<ServerEvent, ServerEffect> machine) {
    var scene =
        new ServerScene(
            machine,
            new Items(),
            new Wire(),
            new TreeSet<>(),
            new ArrayDeque<>(),
            new ArrayList<>(),
            new TreeSet<>());
    scene.wire.open();
    scene.step(new Opened());
    return scene;
  }

  @Override
  public ServerScene copy() {
    var copy =
        new ServerScene(
            machine.copy(),
            items.copy(),
            wire.copy(),
            new TreeSet<>(alarms),
            new ArrayDeque<>(unread),
            new ArrayList<>(asked),
            new TreeSet<>(replies));
    copy.asks = asks;
    copy.paused = paused;
    copy.undecided = undecided;
    copy.joined = joined;
    copy.closing = closing;
    return copy;
  }

  @Override
  public Object key() {
    return List.of(
        described(),
        items.toString(),
        wire.described(items),
        alarms,
        List.copyOf(unread),
        asked.stream().map(id -> id == asks).toList(),
        items.names(replies),
        List.of(asks > 0, paused, undecided, joined, closing));
  }

  /// Alike where states differ in the names of messages and requests only.
  private List<Object> described() {
    Portrait now = machine.portrait();
    return List.of(
        now.name(),
        items.names(now.queue()),
        now.head(),
        now.requests().stream()
            .filter(id -> id.equals(id(asks)) || asked.contains(number(id)))
            .map(id -> id.equals(id(asks)) ? "last" : "earlier")
            .toList(),
        now.cause());
  }

  private static String id(long number) {
    return "q" + number;
  }

  private static Long number(String id) {
    return Long.valueOf(id.substring(1));
  }

  @Override
  public String take(ServerStimulus stimulus) {
    seen = new Seen();
    if (!happens(stimulus)) {
      return IMPOSSIBLE;
    }
    move();
    items.forgetWhatIsOver();
    replies.removeIf(number -> !items.has(number));
    return seen.in(machine.portrait().name());
  }

  private boolean happens(ServerStimulus stimulus) {
    return switch (stimulus) {
      case HELLO, HELLO_NOBODY, LOG, LOG_OF_OTHER -> says(stimulus);
      case PONG, UNKNOWN, ERROR, NOT_JSON, WRONG_DIRECTION -> says(stimulus);
      case PING -> wire.isRead() && says(stimulus);
      case HELLO_WITH_MORE, ASK -> asked.size() < MOST_ASKED && says(stimulus);
      case ASK_AGAIN -> asks > 0 && asked.size() < MOST_ASKED && says(stimulus);
      case VERDICT_YES -> decides(new ServerEvent.VerdictAccepted(CHILD, 1));
      case VERDICT_NO -> decides(new ServerEvent.VerdictRefused("no"));
      case DECIDE -> wire.isRead() && !asked.isEmpty() && reply(asked.removeFirst());
      case ORDER -> joined && order(items.message());
      case CLOSE -> joined && close();
      case ENDS -> !paused && wire.ends() && step(new ConnectionLost("end of file"));
      case LEAVES -> !paused && wire.leaves() && step(new ConnectionLost("end of file"));
      case STOPS_READING -> !paused && wire.stopsReading();
      case READS_ON -> wire.readsOn();
      case HANDSHAKE_DUE ->
          alarms.remove("HandshakeDeadline") && step(new HandshakeDeadlinePassed());
      case CLOSE_DUE -> alarms.remove("CloseDeadline") && step(new CloseDeadlinePassed());
      case KEEPALIVE_DUE -> wire.isRead() && alarms.remove("Keepalive") && step(new KeepaliveDue());
      case SILENCE_DUE -> alarms.remove("Keepalive") && step(new PeerFellSilent());
    };
  }

  // The program.

  private boolean decides(ServerEvent verdict) {
    boolean was = undecided;
    undecided = false;
    return was && step(verdict);
  }

  private boolean order(Items.Item item) {
    step(new SendRequested(new Send(item.number(), EncodedFrame.ofText("{}"))));
    if (item.isRefused()) {
      items.forget(item);
    } else {
      item.large(!wire.isRead());
      seen.call("accepted");
    }
    return true;
  }

  private boolean reply(long request) {
    Items.Item item = items.message();
    replies.add(item.number());
    step(
        new ServerEvent.ReplyRequested(
            id(request), Decision.approve(), new Send(item.number(), EncodedFrame.ofText("{}"))));
    if (item.isRefused()) {
      items.forget(item);
      seen.callback("refused: " + Told.of(Decision.approve()));
    }
    return true;
  }

  private boolean close() {
    Portrait now = machine.portrait();
    if (now.isClosed()) {
      seen.call("close returns " + now.cause());
    }
    closing = true;
    return step(new ServerEvent.CloseRequested(SOME_TIME, denials()));
  }

  /// As the driver makes them: one for each request that is open, in their order.
  private Map<String, Send> denials() {
    var denials = new HashMap<String, Send>();
    Portrait now = machine.portrait();
    if (now.name().equals(REGISTERED)) {
      for (String request : now.requests()) {
        Items.Item item = items.message();
        replies.add(item.number());
        denials.put(request, new Send(item.number(), EncodedFrame.ofText("{}")));
      }
    }
    return denials;
  }

  // The worker.

  private boolean says(ServerStimulus stimulus) {
    if (!wire.hears() || paused) {
      return false;
    }
    unread.addAll(stimulus.lines());
    return true;
  }

  private ServerEvent event(Line line) {
    return switch (line) {
      case HELLO_ANN ->
          new ServerEvent.HandshakeReceived(new Handshake("m", 1, ANN, Optional.empty()));
      case HELLO_NOBODY -> malformed(ViolationCode.INVALID_VALUE);
      case LOG -> log(CHILD);
      case LOG_OF_OTHER -> log("bob");
      case ASK -> request(++asks);
      case ASK_AGAIN -> request(asks);
      case PING -> new PingReceived();
      case PONG -> new PongReceived();
      case UNKNOWN -> new UnknownReceived("invention");
      case ERROR -> new ProtocolErrorReceived("odd", "you did");
      case NOT_JSON -> malformed(ViolationCode.INVALID_JSON);
      case ACK -> new WrongDirection("handshake_ack");
      case HELLO_BOB -> throw new IllegalArgumentException("no stimulus says " + line);
    };
  }

  private static ServerEvent malformed(ViolationCode code) {
    return new Malformed(new Fault(code, "line", "this", "that"));
  }

  private static ServerEvent log(String child) {
    return new ServerEvent.ReportReceived(child, new Log("m", 1, child, LogLevel.TEXT, ""));
  }

  private static ServerEvent request(long number) {
    return new ServerEvent.PermissionAsked(new PermissionRequest(id(number), 1, CHILD, QUESTION));
  }

  // The driver.

  /// True always: it was possible.
  private boolean step(ServerEvent event) {
    machine.step(event).forEach(this::perform);
    return true;
  }

  /// Writes what the pipe takes, lets the worker read, and takes frame after frame until somebody
  /// stops us.
  private void move() {
    write();
    while (!paused && wire.isThere() && !unread.isEmpty()) {
      step(event(unread.remove()));
      write();
    }
    if (!wire.isThere()) {
      unread.clear();
      paused = false;
    }
  }

  private void write() {
    wire.write(items).ifPresent(this::step);
    wire.endIfOrdered();
    wire.read(items).forEach(seen::frame);
  }

  private void perform(ServerEffect effect) {
    switch (effect) {
      case ServerEffect.StopReading _ -> paused = true;
      case ServerEffect.GoOnReading _ -> paused = false;
      case ServerEffect.Authorize _ -> {
        undecided = true;
        seen.call("asks for a verdict");
      }
      case ServerEffect.TransmitAck _ -> wire.control("accept");
      case ServerEffect.TransmitRefusal _ -> wire.control("refuse");
      case ServerEffect.AnnounceJoined _ -> {
        joined = true;
        seen.callback("joined");
      }
      case ServerEffect.AnnounceLeft(_, _, var cause) -> seen.callback("left " + Told.of(cause));
      case ServerEffect.AnnounceAnswered(_, var decision) -> seen.callback(Told.of(decision));
      case ServerEffect.Release _ -> {} // nobody else wants the identity
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
      case CommonEffect.Arm(Timer timer) -> alarms.add(timer.getClass().getSimpleName());
      case CommonEffect.Disarm(Timer timer) -> alarms.remove(timer.getClass().getSimpleName());
      case Settle(long number, var delivery) -> {
        Items.Item item = items.of(number);
        item.settled(delivery);
        if (!replies.contains(number)) {
          seen.outcome(items.name(item) + " " + Told.of(delivery));
        }
      }
      case CommonEffect.Refuse(long number, Refusal refusal) -> {
        items.of(number).refused();
        if (!replies.contains(number)) {
          seen.call("refused: " + words(refusal));
        }
      }
      case CommonEffect.Deliver(PermissionRequest request) -> {
        asked.add(number(request.id()));
        seen.callback("asks");
      }
      case CommonEffect.Deliver _ -> seen.callback("log");
      case CommonEffect.Ignore _ -> seen.counted(1);
      case CommonEffect.AnnounceClosed(var cause) -> {
        if (closing) {
          seen.call("close returns " + Told.of(cause));
        }
      }
      case Withdraw _ -> throw new IllegalStateException("nothing is dropped in this scene");
    }
  }

  private static String words(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Full _ -> "full";
      case Refusal.NotOpen(var cause) -> Told.of(cause);
      case Refusal.NobodyAsks _ -> "nobody asks";
    };
  }
}
