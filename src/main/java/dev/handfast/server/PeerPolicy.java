package dev.handfast.server;

import dev.handfast.transport.Link;
import java.util.Optional;

/// Decides by what the system says about a peer whether it may join at all.
///
/// It is asked once per handshake, before the [Authorizer], on the same virtual thread; one that
/// throws turns the peer away. It fails closed: the policies here refuse whoever the system says
/// nothing about.
@FunctionalInterface
public interface PeerPolicy {

  /// Why the peer may not join, in words that it gets as the reason of its refusal; empty where it
  /// may.
  Optional<String> objection(Link.Peer peer);

  /// Takes peers that run as the orchestrator's own user; the server's default.
  ///
  /// Where the system does not tell the peer's user, or not even our own, nobody is taken.
  static PeerPolicy sameUser() {
    return peer -> objectionToUser(peer, Link.Peer.self().user());
  }

  /// Takes whoever can open the socket.
  static PeerPolicy anyone() {
    return peer -> Optional.empty();
  }

  /// Takes this process only; it needs a transport that knows process ids.
  ///
  /// @param pid the process that must be the one that connects
  static PeerPolicy process(long pid) {
    return peer ->
        peer.pid().isEmpty()
            ? pidUnknown()
            : objectionIf(
                peer.pid().getAsLong() != pid,
                "you are process %d, and only process %d may connect"
                    .formatted(peer.pid().getAsLong(), pid));
  }

  /// Takes this process and whatever it started, directly or through others; it needs a transport
  /// that knows process ids.
  ///
  /// A process whose parent has ended belongs to somebody else by then, and is refused.
  ///
  /// @param pid the process that must be the one that connects, or an ancestor of it
  static PeerPolicy descendantOf(long pid) {
    return peer ->
        peer.pid().isEmpty()
            ? pidUnknown()
            : objectionIf(
                !isOrDescends(peer.pid().getAsLong(), pid),
                "you are process %d, and only process %d and its descendants may connect"
                    .formatted(peer.pid().getAsLong(), pid));
  }

  private static Optional<String> objectionToUser(Link.Peer peer, String own) {
    if (own.equals(Link.Peer.UNKNOWN)) {
      return Optional.of(
          "the orchestrator cannot tell its own user, and so takes nobody; let its temporary"
              + " directory be writable, or choose another peer policy");
    }
    if (peer.user().equals(Link.Peer.UNKNOWN)) {
      return Optional.of(
          "the system does not tell the orchestrator as which user you run, and only user %s may connect"
              .formatted(own));
    }
    return objectionIf(
        !peer.user().equals(own),
        "you run as user %s, and only user %s may connect".formatted(peer.user(), own));
  }

  private static Optional<String> pidUnknown() {
    return Optional.of(
        "the orchestrator's transport does not tell your process id, and so it takes nobody;"
            + " choose .transport(JunixTransport::new) there");
  }

  private static Optional<String> objectionIf(boolean objects, String reason) {
    return objects ? Optional.of(reason) : Optional.empty();
  }

  private static boolean isOrDescends(long peer, long ancestor) {
    Optional<ProcessHandle> at = ProcessHandle.of(peer);
    while (at.isPresent() && at.get().pid() != ancestor) {
      at = at.get().parent();
    }
    return at.isPresent();
  }
}
