package dev.handfast.client;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.Receipt;
import java.util.List;

/// What became of the last messages when a client ended (HF-12).
///
/// @param cause why the connection ended
/// @param undelivered the accepted messages that were not written in full, in order of acceptance;
///   requests that were withdrawn earlier are not among them
public record DrainReport(CloseCause cause, List<Undelivered> undelivered) {

  /// Five: enough to find them in a trace, and still one line.
  private static final int NAMED = 5;

  /// Takes a copy of the list.
  public DrainReport {
    undelivered = List.copyOf(undelivered);
  }

  /// One message that was not written in full.
  ///
  /// @param messageId its id on the wire
  /// @param type its type
  /// @param delivery [Delivery.Failed] or [Delivery.Unknown]
  public record Undelivered(String messageId, String type, Delivery delivery) {
    /// Of one whose outcome is known: a thread that is interrupted must not wait for it.
    static Undelivered of(Receipt receipt) {
      return new Undelivered(receipt.messageId(), receipt.type(), receipt.delivery().orElseThrow());
    }
  }

  /// Whether everything that was accepted was written.
  public boolean isComplete() {
    return undelivered.isEmpty();
  }

  /// One line for a log; it names the first few messages, and quotes nobody.
  public String summary() {
    return undelivered.isEmpty()
        ? "everything was written; " + cause.summary()
        : "%s not delivered (%s): %s"
                .formatted(
                    undelivered.size() == 1
                        ? "1 message was"
                        : undelivered.size() + " messages were",
                    cause.summary(),
                    String.join(
                        ", ",
                        undelivered.stream()
                            .limit(NAMED)
                            .map(left -> left.type() + " " + left.messageId())
                            .toList()))
            + (undelivered.size() > NAMED ? ", …" : "");
  }
}
