package dev.handfast.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/// One open byte stream to a peer.
///
/// [#write] belongs to the owner thread (inside a [LinkHandler] callback), or to one thread at a
/// time where [#anyThreadMayWrite]; all other methods may be called from any thread and return at
/// once. After [#close] every method does nothing.
public interface Link {

  /// Hands as many bytes to the kernel as it takes now, in order; it never waits.
  ///
  /// It may take less than the kernel would, so that one link does not hold up the others: who has
  /// bytes left asks [#awaitWritable].
  ///
  /// @return the number of bytes taken, 0 where the socket's buffer is full
  /// @throws IOException where the peer no longer reads; the handler still gets what the peer wrote
  ///   before, and then [LinkHandler#ended]
  long write(ByteBuffer[] buffers, int count) throws IOException;

  /// Whether others than the owner thread may write, also with an interrupt pending.
  boolean anyThreadMayWrite();

  /// Asks for one call of [LinkHandler#writable] soon, from any thread; calls may be merged.
  void wake();

  /// Asks for [LinkHandler#writable] when the socket takes bytes again.
  void awaitWritable();

  /// Stops reading; a chunk that is already being delivered is not recalled.
  ///
  /// While reading is stopped the peer's end is not noticed either.
  void pauseReading();

  /// Goes on reading.
  void resumeReading();

  /// Ends our direction: the peer reads to end-of-file, we still read what it writes.
  ///
  /// To be called only when everything was written.
  void halfClose();

  /// Closes both directions at once and drops what was not read; no callback follows.
  void close();

  /// Whether it was closed, by [#close] or under its handler: no [LinkHandler#writable] follows.
  boolean isClosed();

  /// Who is at the other end, as far as the system tells.
  Peer peer();

  /// What the system knows about the process at the other end.
  ///
  /// @param user the name of the user that the process ran as when it connected, or `unknown`
  /// @param pid the id of that process, where the transport can tell; after a fork, the socket may
  ///   be in the hands of a child
  record Peer(String user, OptionalLong pid) {
    /// What [#user] is where the system does not tell.
    public static final String UNKNOWN = "unknown";

    /// Somebody of whom the system tells nothing.
    public static Peer unknown() {
      return new Peer(UNKNOWN, OptionalLong.empty());
    }

    /// What the system says about this very process.
    public static Peer self() {
      return OwnPeer.INSTANCE.peer();
    }

    /// The user, and the process where it is known.
    @Override
    public String toString() {
      return pid.isPresent()
          ? "user %s, process %d".formatted(user, pid.getAsLong())
          : "user " + user;
    }
  }
}
