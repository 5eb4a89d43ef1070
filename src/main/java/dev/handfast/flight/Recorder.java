package dev.handfast.flight;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastEvent.At;
import dev.handfast.RequestOutcome;
import org.jspecify.annotations.Nullable;

/// Makes JFR events of one connection's events; the only class that uses [JfrEvents].
///
/// A stage that had begun before the recording has no known beginning, so it is not recorded.
final class Recorder {
  private JfrEvents.@Nullable Connect connecting;
  private JfrEvents.@Nullable Handshake shakingHands = new JfrEvents.Handshake();

  /// An orchestrator's connection begins with the handshake; a worker's begins it later.
  Recorder() {
    if (shakingHands != null) {
      shakingHands.begin();
    }
  }

  void saw(HandfastEvent event) {
    switch (event) {
      case HandfastEvent.StateChanged(At at, String from) -> moved(at, from);
      case HandfastEvent.Settled(At at, String id, String type, Delivery delivery) ->
          settled(at, id, type, delivery);
      case HandfastEvent.RequestEnded(At at, String id, RequestOutcome outcome) ->
          outcome(at, "permission_request", id, "unanswered", kind(outcome));
      case HandfastEvent.SendRefused(At at, String type, _) -> drop(at, "send", type, 1);
      case HandfastEvent.Ignored(At at, String why, _) -> drop(at, "frame", why, 1);
      case HandfastEvent.EventsDropped(At at, long count) ->
          drop(at, "events", "listener_too_slow", count);
      case HandfastEvent.Violated(At at, var violation) -> {
        var jfr = new JfrEvents.Violation();
        jfr.offender = violation.offender().spelling();
        jfr.code = violation.code().wire();
        jfr.commitAt(at);
      }
      case HandfastEvent.Ended(At at, CloseCause cause) -> ended(at, cause);
      case HandfastEvent.FrameSent _, HandfastEvent.FrameReceived _ -> {
        // frames have contents: they are for a wire trace
      }
    }
  }

  private void moved(At at, String from) {
    switch (at.state()) {
      case "Connecting" -> {
        shakingHands = null;
        connecting = new JfrEvents.Connect();
        connecting.begin();
      }
      case "AwaitingAck" -> {
        connected(at, "connected");
        shakingHands = new JfrEvents.Handshake();
        shakingHands.begin();
      }
      case "Ready", "Registered" -> shookHands(at, "accepted");
      case "Draining" -> { // reached from Finishing where the close came before the verdict
        connected(at, "connected");
        shookHands(at, "accepted");
      }
      default -> {
        // no stage begins or ends here
      }
    }
    var jfr = new JfrEvents.StateChange();
    jfr.from = from;
    jfr.to = at.state();
    jfr.commitAt(at);
  }

  private void connected(At at, String result) {
    if (connecting != null) {
      connecting.result = result;
      connecting.commitAt(at);
      connecting = null;
    }
  }

  private void shookHands(At at, String result) {
    if (shakingHands != null) {
      shakingHands.result = result;
      shakingHands.commitAt(at);
      shakingHands = null;
    }
  }

  private void settled(At at, String id, String type, Delivery delivery) {
    switch (delivery) {
      case Delivery.Written _ -> outcome(at, type, id, "written", "");
      case Delivery.Failed(FailureCause cause) -> outcome(at, type, id, "failed", kind(cause));
      case Delivery.Unknown(CloseCause cause) -> outcome(at, type, id, "unknown", kind(cause));
    }
  }

  private static void outcome(At at, String type, String id, String outcome, String cause) {
    var jfr = new JfrEvents.Outcome();
    jfr.type = type;
    jfr.messageId = id;
    jfr.outcome = outcome;
    jfr.cause = cause;
    jfr.commitAt(at);
  }

  private static void drop(At at, String what, String reason, long count) {
    var jfr = new JfrEvents.Drop();
    jfr.what = what;
    jfr.reason = reason;
    jfr.count = count;
    jfr.commitAt(at);
  }

  private void ended(At at, CloseCause cause) {
    connected(at, kind(cause));
    shookHands(at, kind(cause));
    var jfr = new JfrEvents.End();
    jfr.cause = kind(cause);
    jfr.commitAt(at);
  }

  /// Kinds only: a cause's sentence may quote the peer.
  private static String kind(CloseCause cause) {
    return cause.getClass().getSimpleName();
  }

  private static String kind(FailureCause cause) {
    return cause instanceof FailureCause.ConnectionEnded(CloseCause end)
        ? kind(end)
        : cause.getClass().getSimpleName();
  }

  private static String kind(RequestOutcome outcome) {
    return outcome instanceof RequestOutcome.Lost(CloseCause end)
        ? kind(end)
        : outcome.getClass().getSimpleName();
  }
}
