package dev.handfast.conformance.world;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.RequestOutcome;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.PermissionCall;
import dev.handfast.message.Decision;
import java.util.Optional;

/// The words in which accounts tell what the library told.
public final class Told {
  private Told() {}

  /// How a connection ended.
  public static String of(CloseCause cause) {
    return cause instanceof CloseCause.PeerMisbehaved(var violation)
        ? "PeerMisbehaved " + violation.code().wire()
        : cause.getClass().getSimpleName();
  }

  static String of(Optional<Delivery> delivery) {
    return delivery.map(Told::of).orElse("open");
  }

  /// What became of a message.
  public static String of(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Written _ -> "written";
      case Delivery.Unknown(CloseCause cause) -> "unknown: " + of(cause);
      case Delivery.Failed(FailureCause.ConnectionEnded(CloseCause cause)) ->
          "failed: " + of(cause);
      case Delivery.Failed(FailureCause.WithdrawnOnTimeout _) -> "failed: timed out";
      case Delivery.Failed(FailureCause.WithdrawnOnCancel _) -> "failed: cancelled";
      case Delivery.Failed(FailureCause.Dropped _) -> "failed: dropped";
    };
  }

  static String reply(PermissionCall call) {
    return call.reply().map(Told::of).orElse("open");
  }

  /// How a request ended.
  public static String of(PermissionCall.Reply reply) {
    return switch (reply) {
      case PermissionCall.Reply.Answered(Decision decision) -> of(decision);
      case PermissionCall.Reply.NotAnswered(RequestOutcome outcome) -> of(outcome);
    };
  }

  /// What a request was answered.
  public static String of(Decision decision) {
    return "answered " + decision.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /// How a request ended without an answer.
  public static String of(RequestOutcome outcome) {
    return switch (outcome) {
      case RequestOutcome.TimedOut _ -> "timed out";
      case RequestOutcome.Cancelled _ -> "cancelled";
      case RequestOutcome.CalledOff _ -> "called off";
      case RequestOutcome.Lost(CloseCause cause) -> "lost: " + of(cause);
    };
  }

  /// How far a client is.
  public static String of(ClientPhase phase) {
    return switch (phase) {
      case IDLE -> "Idle";
      case CONNECTING -> "Connecting";
      case AWAITING_ACK -> "AwaitingAck";
      case FINISHING -> "Finishing";
      case READY -> "Ready";
      case DRAINING -> "Draining";
      case HALF_CLOSED -> "HalfClosed";
      case CLOSED -> "Closed";
    };
  }
}
