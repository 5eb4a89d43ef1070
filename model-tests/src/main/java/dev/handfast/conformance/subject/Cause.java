package dev.handfast.conformance.subject;

import java.util.Set;

/// Why something ended, in the words of `spec/DRIVER.md`.
///
/// @param word one of its words
/// @param code of the violation, where the word is `PeerMisbehaved`; else empty
public record Cause(String word, String code) {
  private static final String MISBEHAVED = "PeerMisbehaved";

  private static final Set<String> WORDS =
      Set.of(
          "ClosedLocally",
          "DrainTimedOut",
          "Refused",
          "HandshakeTimedOut",
          "ConnectFailed",
          "PeerClosed",
          MISBEHAVED,
          "PeerReported",
          "PeerSilent",
          "Superseded",
          "full",
          "closing",
          "timed out",
          "cancelled",
          "called off",
          "dropped");

  /// A word of `spec/DRIVER.md`, with a code where it needs one.
  public Cause {
    if (!WORDS.contains(word)) {
      throw new IllegalArgumentException(
          "a cause: got `%s`, wanted one of %s".formatted(word, WORDS.stream().sorted().toList()));
    }
    if (word.equals(MISBEHAVED) == code.isEmpty()) {
      throw new IllegalArgumentException(
          "a code: got `%s` for %s; %s has one, nothing else".formatted(code, word, MISBEHAVED));
    }
  }

  /// The cause of a connection's end other than `PeerMisbehaved`; or `full` or `closing` for a call
  /// that failed, `timed out`, `cancelled` or `dropped` for a message that was taken back, `timed
  /// out`, `cancelled` or `called off` for a request.
  public static Cause of(String word) {
    return new Cause(word, "");
  }

  /// The connection ended because of what the peer wrote.
  ///
  /// @param code of the violation
  public static Cause misbehaved(String code) {
    return new Cause(MISBEHAVED, code);
  }
}
