package dev.handfast.server;

import dev.handfast.CloseCause;
import dev.handfast.Receipt;
import java.util.List;

/// What became of the last messages when a server stopped (HF-12).
///
/// @param sessions one entry for each session that was open when the stop began
public record StopReport(List<Ended> sessions) {
  /// Takes a copy of the list.
  public StopReport {
    sessions = List.copyOf(sessions);
  }

  /// How one session ended.
  ///
  /// @param childId the worker's identity
  /// @param cause why it ended
  /// @param undelivered the messages to it that were accepted and not written in full
  public record Ended(String childId, CloseCause cause, List<Receipt> undelivered) {
    /// Takes a copy of the list.
    public Ended {
      undelivered = List.copyOf(undelivered);
    }
  }

  /// Whether everything that was accepted was written.
  public boolean isComplete() {
    return sessions.stream().allMatch(session -> session.undelivered().isEmpty());
  }
}
