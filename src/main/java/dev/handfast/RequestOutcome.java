package dev.handfast;

/// How a request ended, when it was not answered (HF-7).
public sealed interface RequestOutcome {

  /// One sentence that may quote the peer.
  String message();

  /// The same without a word that the peer wrote: for logs and metrics.
  default String summary() {
    return message();
  }

  /// No answer came within the request's time-out, counted from the call.
  record TimedOut() implements RequestOutcome {
    @Override
    public String message() {
      return "no answer within the request's time-out";
    }
  }

  /// The caller cancelled the request, or was interrupted while it waited.
  record Cancelled() implements RequestOutcome {
    @Override
    public String message() {
      return "cancelled by the caller";
    }
  }

  /// The orchestrator called the task off, and its requests with it.
  ///
  /// @param reason the orchestrator's own words
  record CalledOff(String reason) implements RequestOutcome {
    @Override
    public String message() {
      return "the orchestrator cancelled the task: " + reason;
    }

    @Override
    public String summary() {
      return "the orchestrator cancelled the task";
    }
  }

  /// The connection ended first.
  ///
  /// @param cause why it ended
  record Lost(CloseCause cause) implements RequestOutcome {
    @Override
    public String message() {
      return cause.message();
    }

    @Override
    public String summary() {
      return cause.summary();
    }
  }
}
