package dev.handfast.cli.serve;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.server.StopReport;
import java.util.Map;
import java.util.Optional;

/// What became of an order.
sealed interface Outcome {

  /// It was carried out, and there is nothing more to know.
  record Done() implements Outcome {}

  /// It could not be carried out.
  ///
  /// @param cause why, and what to do
  record Refused(String cause) implements Outcome {}

  /// Its message was not accepted, since the worker's session is ending or has ended.
  record SessionOver(CloseCause cause) implements Outcome {}

  /// Its message was accepted, and has ended so (HF-5).
  record Delivered(String childId, long epoch, String messageId, Delivery delivery)
      implements Outcome {}

  /// The worker's session has ended.
  record Disconnected(long epoch, StopReport.Ended session) implements Outcome {}

  /// Its message went to every worker.
  ///
  /// @param workers what became of it, by childId
  record ToAll(Map<String, Outcome> workers) implements Outcome {}

  /// What becomes of an order whose message was not accepted.
  static Outcome refused(HandfastException why) {
    return why instanceof HandfastException.Closed closed
        ? new SessionOver(closed.reason())
        : new Refused(String.valueOf(why.getMessage()));
  }

  /// One word for it.
  default String word() {
    return switch (this) {
      case Done _ -> "done";
      case Refused _, SessionOver _ -> "refused";
      case Disconnected _ -> "done";
      case ToAll(Map<String, Outcome> workers) ->
          workers.values().stream().allMatch(one -> one.word().equals("written"))
              ? "written"
              : "failed";
      case Delivered delivered ->
          switch (delivered.delivery()) {
            case Delivery.Written _ -> "written";
            case Delivery.Failed _ -> "failed";
            case Delivery.Unknown _ -> "unknown";
          };
    };
  }

  /// Why it is not what was wanted.
  default Optional<String> why(Discretion discretion) {
    return switch (this) {
      case Done _, Disconnected _, ToAll _ -> Optional.empty();
      case Refused(String cause) -> Optional.of(cause);
      case SessionOver(CloseCause cause) -> Optional.of("not accepted: " + discretion.cause(cause));
      case Delivered delivered ->
          switch (delivered.delivery()) {
            case Delivery.Written _ -> Optional.empty();
            case Delivery.Failed(var cause) -> Optional.of(discretion.cause(cause));
            case Delivery.Unknown(var cause) -> Optional.of(discretion.cause(cause));
          };
    };
  }
}
