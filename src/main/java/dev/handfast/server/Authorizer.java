package dev.handfast.server;

import dev.handfast.message.Handshake;
import dev.handfast.transport.Link;

/// Decides whether a worker may join.
///
/// Called once per handshake on a virtual thread of its own, so it may block; the handshake's
/// deadline goes on. One that throws turns the worker away.
@FunctionalInterface
public interface Authorizer {
  /// Decides.
  ///
  /// @param handshake what the worker says about itself
  /// @param peer what the system says about it
  Verdict decide(Handshake handshake, Link.Peer peer);
}
