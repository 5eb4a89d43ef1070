package dev.handfast.transport;

import java.nio.channels.ServerSocketChannel;

/// A channel that listens, and the place that it has taken.
record Bound(ServerSocketChannel channel, Place place) {

  /// What a listener has taken for itself.
  interface Place {
    /// Gives back what is still ours; called once or more, while the channel is still open.
    void giveBack();
  }
}
