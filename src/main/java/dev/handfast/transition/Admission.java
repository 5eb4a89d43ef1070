package dev.handfast.transition;

import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import java.util.List;
import java.util.stream.Stream;

/// What a queue says to one more message (HF-11, HF-32).
sealed interface Admission {

  /// There is no room, and none can be made: the queue stays as it is.
  record Full() implements Admission {}

  /// The message is in.
  ///
  /// @param queue the queue with the message at its end
  /// @param dropped what had to go for it, oldest first
  record Taken(PendingQueue queue, List<Send> dropped) implements Admission {

    /// The final outcomes of the messages that had to go (HF-5).
    List<Settle> settled() {
      return dropped.isEmpty() // as ever, but in a full queue
          ? List.of()
          : dropped.stream()
              .map(
                  send ->
                      new Settle(send.ticket(), new Delivery.Failed(new FailureCause.Dropped())))
              .toList();
    }

    /// The orders to take back what had to go, and their outcomes.
    List<CommonEffect> withdrawn() {
      return dropped.isEmpty()
          ? List.of()
          : Stream.<CommonEffect>concat(
                  dropped.stream().map(send -> new Withdraw(send.ticket())), settled().stream())
              .toList();
    }
  }
}
