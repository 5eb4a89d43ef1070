package dev.handfast;

/// Why an accepted message was certainly not handed to the peer in full.
public sealed interface FailureCause {

  /// One sentence that may quote the peer.
  String message();

  /// The same without a word that the peer wrote: for logs and metrics.
  default String summary() {
    return message();
  }

  /// The connection ended before the kernel took the message's first byte.
  ///
  /// @param cause why the connection ended
  record ConnectionEnded(CloseCause cause) implements FailureCause {
    @Override
    public String message() {
      return cause.message();
    }

    @Override
    public String summary() {
      return cause.summary();
    }
  }

  /// The request timed out while it still waited, so it was taken back (HF-8).
  record WithdrawnOnTimeout() implements FailureCause {
    @Override
    public String message() {
      return "the request timed out while queued and was withdrawn";
    }
  }

  /// The caller cancelled the request while it still waited, so it was taken back (HF-8).
  record WithdrawnOnCancel() implements FailureCause {
    @Override
    public String message() {
      return "the request was cancelled while queued and was withdrawn";
    }
  }

  /// A newer message needed its room, and its loss was allowed (HF-32).
  record Dropped() implements FailureCause {
    @Override
    public String message() {
      return "dropped to make room for a newer message";
    }
  }
}
