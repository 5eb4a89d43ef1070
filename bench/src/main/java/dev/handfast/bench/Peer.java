package dev.handfast.bench;

import java.util.Locale;

/// Who is measured side by side.
enum Peer {
  C("C, gcc -O3", Kind.NATIVE),
  JDK("JDK channels", Kind.JAVA),
  JUNIX("junixsocket channels", Kind.JAVA),
  HANDFAST("Handfast", Kind.JAVA),
  HANDFAST_VIRTUAL("Handfast, callbacks on virtual threads", Kind.JAVA),
  NETTY("Netty, epoll, lines and Jackson", Kind.JAVA),
  GRPC("gRPC-java, a stream", Kind.JAVA),
  GRPC_UNARY("gRPC-java, unary calls", Kind.JAVA),
  NODE("Node, as the original works", Kind.NODE),
  JSONRPC("vscode-jsonrpc", Kind.NODE);

  private final String title;
  private final Kind kind;

  Peer(String title, Kind kind) {
    this.title = title;
    this.kind = kind;
  }

  /// What runs it.
  enum Kind {
    /// The program that gcc has made.
    NATIVE,
    /// This JVM's.
    JAVA,
    /// Node.
    NODE
  }

  String title() {
    return title;
  }

  /// Whose server it talks to: one of gRPC's answers both ways of calling.
  Peer server() {
    return this == GRPC_UNARY ? GRPC : this;
  }

  Kind kind() {
    return kind;
  }

  /// How many times as long as the others it warms up: with as long as those, gRPC's round trips
  /// fell to a third within two turns, and its calls to a quarter within five (bench/README.md).
  int warmUpFactor() {
    return server() == GRPC ? 3 : 1;
  }

  /// As `--only` and the contenders' own command line spell it.
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The title of what is called so on the command line.
  static String titleOf(String id) {
    for (Peer peer : values()) {
      if (peer.id().equals(id)) {
        return peer.title;
      }
    }
    return StartUp.TITLES.getOrDefault(id, id);
  }
}
