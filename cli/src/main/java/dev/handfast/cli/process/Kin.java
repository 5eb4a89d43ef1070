package dev.handfast.cli.process;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.server.PeerPolicy;
import dev.handfast.transport.JunixTransport;
import dev.handfast.transport.Link;
import dev.handfast.transport.Transport;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// Takes a command's processes as peers, and nobody else.
///
/// The system tells whose child a process is until a parent in between ends; from then on the mark
/// in its environment tells.
///
/// @param tree the command's processes
public record Kin(ProcessTree tree) implements PeerPolicy {

  @Override
  public Optional<String> objection(Link.Peer peer) {
    return PeerPolicy.descendantOf(tree.pid())
        .objection(peer)
        .filter(_ -> peer.pid().stream().noneMatch(tree::hasMarked));
  }

  /// A transport that tells a peer's process, without which nobody would be taken.
  ///
  /// @throws CannotListen where this system has none; the message says so
  public static Transport transport(ThreadFactory threads) {
    try {
      return new JunixTransport(threads);
    } catch (IllegalStateException missing) {
      throw new CannotListen(
          "cannot listen: only processes of the command may connect, and which process connects is"
              + " not to be known here: %s".formatted(missing.getMessage()),
          missing);
    }
  }
}
