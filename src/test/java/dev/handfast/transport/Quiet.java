package dev.handfast.transport;

import java.util.logging.Level;
import java.util.logging.Logger;

/// While it is open the transports' logs are off: for tests that provoke errors on purpose.
final class Quiet implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("dev.handfast.transport");

  Quiet() {
    LOG.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    LOG.setLevel(null);
  }
}
