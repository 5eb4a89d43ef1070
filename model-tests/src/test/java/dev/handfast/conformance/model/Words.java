package dev.handfast.conformance.model;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.Fault;
import dev.handfast.ViolationCode;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.KeepaliveDue;
import dev.handfast.transition.Malformed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.Outbox;
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
import dev.handfast.transition.Wrote;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What both machines have in common, in the model's words.
final class Words {
  static final Duration SOME_TIME = Duration.ofSeconds(3);

  private Words() {}

  static Map<String, Object> effect(String type) {
    return Map.of("type", type);
  }

  static Map<String, Object> effect(String type, String detail) {
    return Map.of("type", type, "detail", detail);
  }

  static Map<String, Object> effect(String type, long id) {
    return Map.of("type", type, "id", id);
  }

  static Map<String, Object> effect(String type, long id, String detail) {
    return Map.of("type", type, "id", id, "detail", detail);
  }

  static Map<String, Object> state(
      String name, Outbox outbox, String open, Collection<Long> requests, String cause) {
    var state = new TreeMap<String, Object>();
    state.put("name", name);
    state.put("queue", tickets(outbox.unwritten().toList()));
    state.put("head", outbox.head().name());
    state.put(open, requests);
    state.put("cause", cause);
    return state;
  }

  static List<Long> tickets(List<Send> sends) {
    return sends.stream().map(Send::ticket).toList();
  }

  static long number(Map<String, Object> input, String field) {
    return (Long) input.get(field);
  }

  static Send send(long ticket) {
    return new Send(ticket, EncodedFrame.ofText("{}"));
  }

  static String name(CloseCause cause) {
    return cause.getClass().getSimpleName();
  }

  /// The event of an input that both machines know.
  static Optional<CommonEvent> event(Map<String, Object> input, String ticket) {
    return Optional.ofNullable(
        switch ((String) input.get("type")) {
          case "Opened" -> new Opened();
          case "SendRequested" -> new SendRequested(send(number(input, ticket)));
          case "Wrote" ->
              new Wrote(
                  (int) number(input, "count"), Outbox.Head.valueOf((String) input.get("head")));
          case "CloseDeadlinePassed" -> new CloseDeadlinePassed();
          case "HandshakeDeadlinePassed" -> new HandshakeDeadlinePassed();
          case "KeepaliveDue" -> new KeepaliveDue();
          case "PeerFellSilent" -> new PeerFellSilent();
          case "PingReceived" -> new PingReceived();
          case "PongReceived" -> new PongReceived();
          case "UnknownReceived" -> new UnknownReceived("news");
          case "ProtocolErrorReceived" -> new ProtocolErrorReceived("code", "words");
          case "WrongDirection" -> new WrongDirection("a type");
          case "Malformed" ->
              new Malformed(new Fault(ViolationCode.INVALID_JSON, "line", "x", "an object"));
          case "ConnectionLost" -> new ConnectionLost("end of file");
          default -> null;
        });
  }

  static Map<String, Object> effect(CommonEffect effect) {
    return switch (effect) {
      case CommonEffect.Transmit(Send send) -> effect("Transmit", send.ticket());
      case CommonEffect.TransmitPing _ -> effect("TransmitPing");
      case CommonEffect.TransmitPong _ -> effect("TransmitPong");
      case CommonEffect.TransmitProtocolError _ -> effect("TransmitProtocolError");
      case CommonEffect.HalfClose _ -> effect("HalfClose");
      case CommonEffect.Hangup _ -> effect("Hangup");
      case CommonEffect.Arm(Timer timer) -> timer("Arm", timer);
      case CommonEffect.Disarm(Timer timer) -> timer("Disarm", timer);
      case Settle(long ticket, Delivery delivery) -> effect("Settle", ticket, delivery(delivery));
      case Withdraw(long ticket) -> effect("Withdraw", ticket);
      case CommonEffect.Refuse(long ticket, Refusal refusal) ->
          effect("Refuse", ticket, refusal(refusal));
      case CommonEffect.Deliver _ -> effect("Deliver");
      case CommonEffect.Ignore(var why, _) -> effect("Ignore", why.name());
      case CommonEffect.AnnounceClosed(CloseCause cause) -> effect("AnnounceClosed", name(cause));
    };
  }

  private static Map<String, Object> timer(String type, Timer timer) {
    String name = timer.getClass().getSimpleName();
    return timer instanceof Timer.RequestTimeout(String id, _)
        ? effect(type, Long.parseLong(id), name)
        : effect(type, name);
  }

  private static String delivery(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Written _ -> "Written";
      case Delivery.Unknown _ -> "Unknown";
      case Delivery.Failed(FailureCause.ConnectionEnded _) -> "Failed";
      case Delivery.Failed(FailureCause cause) -> cause.getClass().getSimpleName();
    };
  }

  private static String refusal(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Full _ -> "Full";
      case Refusal.NotOpen(CloseCause cause) -> name(cause);
      case Refusal.NobodyAsks _ -> "NobodyAsks";
    };
  }
}
