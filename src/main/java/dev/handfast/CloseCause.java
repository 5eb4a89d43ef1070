package dev.handfast;

/// Why a connection ended: the first cause, which every later call reports again (HF-10).
public sealed interface CloseCause {

  /// One sentence that says what happened and what to do next; it may quote the peer.
  String message();

  /// The same without a word that the peer or a user wrote: for logs and metrics.
  default String summary() {
    return message();
  }

  /// This side asked for the close, and everything it had accepted was written.
  record ClosedLocally() implements CloseCause {
    @Override
    public String message() {
      return "closed by this side";
    }
  }

  /// This side asked for the close, and its deadline passed with messages unwritten.
  record DrainTimedOut() implements CloseCause {
    @Override
    public String message() {
      return "closed by this side; the drain deadline passed first, the report lists what was left";
    }
  }

  /// No connection came about: the transport gave an error that waiting does not mend.
  ///
  /// @param detail the socket's path and the system's error
  record ConnectFailed(String detail) implements CloseCause {
    @Override
    public String message() {
      return "connect failed: " + detail;
    }
  }

  /// The handshake was not settled by its deadline, which includes connecting.
  ///
  /// @param detail what was being waited for, and the last obstacle
  record HandshakeTimedOut(String detail) implements CloseCause {
    @Override
    public String message() {
      return "handshake timed out: " + detail;
    }
  }

  /// The orchestrator answered the handshake with a refusal.
  ///
  /// @param reason the orchestrator's own words
  record Refused(String reason) implements CloseCause {
    @Override
    public String message() {
      return "handshake refused: " + reason + "; nothing was sent, a new connection may try again";
    }

    @Override
    public String summary() {
      return "handshake refused";
    }
  }

  /// The peer closed its side, or the connection broke.
  ///
  /// @param detail how the end was noticed
  record PeerClosed(String detail) implements CloseCause {
    @Override
    public String message() {
      return "peer went away: " + detail;
    }
  }

  /// Nothing was heard from the peer for two keep-alive intervals (HF-21).
  record PeerSilent() implements CloseCause {
    @Override
    public String message() {
      return "peer is silent: nothing heard for two ping intervals; it hangs or is gone";
    }
  }

  /// The peer broke the protocol and was told so.
  ///
  /// @param violation what it did
  record PeerMisbehaved(Violation violation) implements CloseCause {
    @Override
    public String message() {
      return violation.message() + "; connection closed";
    }

    @Override
    public String summary() {
      return violation.summary() + "; connection closed";
    }
  }

  /// The peer says that this side broke the protocol.
  ///
  /// @param code the violation's code as the peer spelt it
  /// @param detail the peer's own words
  record PeerReported(String code, String detail) implements CloseCause {
    @Override
    public String message() {
      return "peer reported a protocol error of this side: " + code + ": " + detail;
    }

    @Override
    public String summary() {
      return "peer reported a protocol error of this side";
    }
  }

  /// A newer connection with the same childId took this one's place (HF-15).
  record Superseded() implements CloseCause {
    @Override
    public String message() {
      return "replaced by a newer connection with the same childId; give each worker its own";
    }
  }
}
