package dev.handfast.transport;

import java.util.concurrent.ThreadFactory;

/// Makes the transport of one client or server: `JdkTransport::new` or `JunixTransport::new`.
@FunctionalInterface
public interface TransportFactory {

  /// Makes a transport; who asked for it closes it.
  ///
  /// @param threads makes the transport's own threads
  Transport create(ThreadFactory threads);
}
