package dev.handfast;

/// The one outcome of an accepted message (HF-5).
public sealed interface Delivery {

  /// The kernel took the message's last byte; what the peer did with it is not known.
  record Written() implements Delivery {}

  /// No byte of the message left this process.
  ///
  /// @param cause why
  record Failed(FailureCause cause) implements Delivery {}

  /// The connection broke when some, but not all, bytes of the message had been taken.
  ///
  /// @param cause why the connection ended
  record Unknown(CloseCause cause) implements Delivery {}
}
