package dev.handfast;

/// One of the two sides of a connection.
public enum Role {
  /// The side that connects, shakes hands and reports: the client.
  WORKER,
  /// The side that listens, decides on handshakes and gives orders: the server.
  ORCHESTRATOR;

  /// The other side.
  public Role peer() {
    return this == WORKER ? ORCHESTRATOR : WORKER;
  }

  /// The role as the specification spells it.
  public String spelling() {
    return this == WORKER ? "worker" : "orchestrator";
  }
}
