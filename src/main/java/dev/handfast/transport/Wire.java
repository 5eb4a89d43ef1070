package dev.handfast.transport;

import dev.handfast.SocketPath;

/// One connection of an in-memory world, to be broken by a test.
///
/// As after the crash of a whole machine: nobody closes, both ends are told, writes fail.
public final class Wire {
  private final SocketPath path;
  private final Pipe toServer;
  private final Pipe toClient;

  Wire(SocketPath path, Pipe toServer, Pipe toClient) {
    this.path = path;
    this.toServer = toServer;
    this.toClient = toClient;
  }

  /// The path that was connected to.
  public SocketPath path() {
    return path;
  }

  /// Breaks the connection and loses what is in flight; both ends are told the detail.
  public void cut(String detail) {
    toServer.tear(detail);
    toClient.tear(detail);
  }

  /// Breaks the connection; both ends still get what is in flight, and then the detail.
  public void cutAfterDelivery(String detail) {
    toServer.breakOff(detail);
    toClient.breakOff(detail);
  }

  boolean isOver() {
    return toServer.isAbandoned() && toClient.isAbandoned();
  }
}
