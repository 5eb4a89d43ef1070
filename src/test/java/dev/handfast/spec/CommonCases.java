package dev.handfast.spec;

import dev.handfast.Fault;
import dev.handfast.ViolationCode;
import dev.handfast.transition.CloseDeadlinePassed;
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
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.UnknownReceived;
import dev.handfast.transition.WrongDirection;
import dev.handfast.transition.Wrote;

/// The events that both roles have, by their names in the tables.
final class CommonCases {
  /// The code that stands for every code of a malformed line.
  static final ViolationCode ITS_CODE = ViolationCode.INVALID_JSON;

  private CommonCases() {}

  static CommonEvent event(String words) {
    return switch (words) {
      case "Opened" -> new Opened();
      case "SendRequested fits", "SendRequested dropping", "SendRequested too much" ->
          new SendRequested(Situation.send(words));
      case "Wrote some" -> new Wrote(1, Outbox.Head.UNTOUCHED);
      case "Wrote all" -> new Wrote(2, Outbox.Head.UNTOUCHED);
      case "ConnectionLost" -> new ConnectionLost("end of file");
      case "HandshakeDeadlinePassed" -> new HandshakeDeadlinePassed();
      case "CloseDeadlinePassed" -> new CloseDeadlinePassed();
      case "KeepaliveDue" -> new KeepaliveDue();
      case "PeerFellSilent" -> new PeerFellSilent();
      case "PingReceived" -> new PingReceived();
      case "PongReceived" -> new PongReceived();
      case "UnknownReceived" -> new UnknownReceived("later");
      case "ProtocolErrorReceived" -> new ProtocolErrorReceived("wrong_direction", "because");
      case "WrongDirection" -> new WrongDirection("handshake");
      case "Malformed" -> new Malformed(new Fault(ITS_CODE, "frame", "x", "y"));
      default -> throw new IllegalArgumentException("no event is called " + words);
    };
  }
}
