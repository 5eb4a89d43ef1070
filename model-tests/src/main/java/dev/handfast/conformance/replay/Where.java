package dev.handfast.conformance.replay;

import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import dev.handfast.transport.TransportFactory;

/// Where a life is played.
public enum Where {
  /// In a world that moves only when told.
  MEMORY,
  /// Over a real socket of the JDK's.
  JDK,
  /// Over a real socket of junixsocket's.
  JUNIX;

  /// The options of `handfast replay` that mean it, with a space behind them.
  String options() {
    return switch (this) {
      case MEMORY -> "";
      case JDK -> "--socket ";
      case JUNIX -> "--socket --transport junix ";
    };
  }

  /// What makes the sockets.
  ///
  /// @throws IllegalStateException in memory, where there are none
  public TransportFactory transport() {
    return switch (this) {
      case MEMORY -> throw new IllegalStateException("no sockets in memory");
      case JDK -> JdkTransport::new;
      case JUNIX -> JunixTransport::new;
    };
  }
}
