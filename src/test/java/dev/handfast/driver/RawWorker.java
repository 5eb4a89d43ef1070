package dev.handfast.driver;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/// A worker without a mind: it is connected, and the test does the rest.
public final class RawWorker extends RawPeer {
  private RawWorker(SocketChannel connected) throws IOException {
    super(connected);
  }

  /// Connects and does nothing else.
  public static RawWorker connect(SocketPath.File path) {
    try {
      return new RawWorker(SocketChannel.open(UnixDomainSocketAddress.of(path.path())));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot connect to " + path, failure);
    }
  }

  /// Connects, and shakes hands as the original does.
  public static RawWorker join(SocketPath.File path, String childId) {
    RawWorker worker = connect(path);
    worker.send(Wire.handshake(childId));
    worker.expectFrame("handshake_ack");
    return worker;
  }
}
