package dev.handfast;

import java.io.Serial;

/// Every exception that Handfast throws on purpose; a `switch` over its cases is exhaustive.
///
/// All are unchecked, and all say who, what was got, what was wanted and what to do next.
public abstract sealed class HandfastException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private HandfastException(String message) {
    super(message);
  }

  private HandfastException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The send was not accepted because the queue is full; nothing was queued.
  public static final class QueueFull extends HandfastException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient QueueLimit limit;

    /// @param limit what is allowed
    /// @param detail what did not fit
    public QueueFull(QueueLimit limit, String detail) {
      super(detail);
      this.limit = limit;
    }

    /// The limit that was reached.
    public QueueLimit limit() {
      return limit;
    }
  }

  /// The connection has ended, or is ending, so the call was not accepted.
  public static final class Closed extends HandfastException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient CloseCause reason;

    /// @param reason the first cause of the end
    public Closed(CloseCause reason) {
      super("not accepted: " + reason.message());
      this.reason = reason;
    }

    /// The first cause of the end; the same for every call (HF-10).
    public CloseCause reason() {
      return reason;
    }
  }

  /// A request was accepted and then ended without an answer.
  public static final class Unanswered extends HandfastException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient RequestOutcome outcome;

    /// @param outcome how the request ended
    public Unanswered(RequestOutcome outcome) {
      super("request not answered: " + outcome.message());
      this.outcome = outcome;
    }

    /// How the request ended.
    public RequestOutcome outcome() {
      return outcome;
    }
  }

  /// A value cannot be sent: it does not encode, or its frame would be over the limit (HF-24).
  public static final class NotSendable extends HandfastException {
    @Serial private static final long serialVersionUID = 1L;

    /// @param message which value, why, and what to do
    public NotSendable(String message) {
      super(message);
    }
  }

  /// The orchestrator could not start listening.
  public static final class CannotListen extends HandfastException {
    @Serial private static final long serialVersionUID = 1L;

    /// @param message the path, what stands in the way, and what to do
    public CannotListen(String message) {
      super(message);
    }

    /// @param message the path, what stands in the way, and what to do
    /// @param cause the system's own error
    public CannotListen(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// A wait was given up: its time passed, or its thread was interrupted.
  public static final class WaitEnded extends HandfastException {
    @Serial private static final long serialVersionUID = 1L;

    /// @param message what was waited for, and how long
    public WaitEnded(String message) {
      super(message);
    }
  }
}
