package dev.handfast.transport;

import java.io.IOException;
import java.net.SocketException;

/// The words for the end of a stream; every transport uses the same ones.
final class StreamEnd {
  /// The peer ended its direction in good order.
  static final String END_OF_FILE = "end of file";

  /// The peer closed and dropped what we had sent and it had not read.
  static final String RESET = "connection reset by peer";

  /// Our own transport was closed under the link.
  static final String TRANSPORT_CLOSED = "transport closed";

  private StreamEnd() {}

  /// What a failed read says about the end of the peer's direction.
  static String ofRead(IOException failure) {
    return failure instanceof SocketException ? RESET : "read failed: " + words(failure);
  }

  /// A write that found nobody to read it, whichever way the system put it.
  static IOException peerGone(IOException failure) {
    return new IOException("the peer no longer reads: " + words(failure), failure);
  }

  /// A write to a peer that has gone.
  static IOException peerGone() {
    return new IOException("the peer no longer reads");
  }

  /// A write after our own direction was ended by [Link#halfClose].
  static IOException outputEnded() {
    return new IOException("nothing can be written after halfClose");
  }

  /// The system's own words for an error, which may be missing.
  static String words(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /// What a handler is told when it threw, so that its link was closed.
  static String handlerThrew(Throwable thrown) {
    return "closed because the handler threw " + thrown;
  }
}
