package dev.handfast.conformance.script;

/// How long somebody waits.
///
/// Scripts move the clock by whole seconds; fractions keep two timers from ending at one instant,
/// about which the specification says nothing.
public enum Patience {
  /// A request that ends soon.
  ASK_SHORT(1_700),
  /// A request that outlives most scripts.
  ASK_LONG(60_700),
  /// A close that gives up soon.
  CLOSE_SHORT(1_900),
  /// A close that outlives the handshake's deadline.
  CLOSE_LONG(20_900);

  private final long millis;

  Patience(long millis) {
    this.millis = millis;
  }

  /// The time in milliseconds.
  public long millis() {
    return millis;
  }

  @Override
  public String toString() {
    return millis / 1000 + "." + millis % 1000 / 100 + " s";
  }
}
