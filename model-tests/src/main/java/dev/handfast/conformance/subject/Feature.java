package dev.handfast.conformance.subject;

import java.util.Locale;

/// What a client may know besides what all do; what it does not know is not asked of it.
public enum Feature {
  /// It asks permission: [Life#request].
  REQUESTS,
  /// It can cancel a request: [Life#withdraw].
  WITHDRAWAL,
  /// Several threads may send at the same time.
  THREADS,
  /// It can make room by dropping old lines of the log: [Settings#dropsLogs] (HF-32).
  DROPPING,
  /// It counts what it ignores: [Life#counted].
  COUNTS,
  /// It pings, and notices silence: [Settings#pingInterval] (HF-21, HF-26).
  KEEPALIVE,
  /// Its limits of a line can be set: [Settings#lineLimit].
  LIMITS;

  /// The name in `spec/DRIVER.md`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
