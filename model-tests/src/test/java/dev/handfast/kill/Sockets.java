package dev.handfast.kill;

import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import dev.handfast.transport.TransportFactory;

/// Where the sockets of a life come from.
enum Sockets {
  JDK,
  JUNIX;

  TransportFactory factory() {
    return switch (this) {
      case JDK -> JdkTransport::new;
      case JUNIX -> JunixTransport::new;
    };
  }
}
