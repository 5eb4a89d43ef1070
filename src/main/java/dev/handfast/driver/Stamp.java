package dev.handfast.driver;

import dev.handfast.seam.Clock;
import java.util.concurrent.atomic.AtomicLong;

/// Makes ids that are unique per sender, in the original's form, and time stamps.
public final class Stamp {
  private static final int BASE_36 = 36;

  private final Clock clock;
  private final AtomicLong next;

  /// @param clock gives the time
  /// @param idSeed where the counter starts
  public Stamp(Clock clock, long idSeed) {
    this.clock = clock;
    this.next = new AtomicLong(idSeed);
  }

  /// The time now, in milliseconds since the epoch.
  public long millis() {
    return clock.now().toEpochMilli();
  }

  /// A fresh id: `msg_`, the milliseconds, `_`, a counter in base 36.
  public String id() {
    return "msg_"
        + millis()
        + "_"
        + Long.toString(next.getAndIncrement() & Long.MAX_VALUE, BASE_36);
  }
}
