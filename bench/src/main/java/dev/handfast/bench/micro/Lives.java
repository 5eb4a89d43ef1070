package dev.handfast.bench.micro;

import dev.handfast.conformance.simulation.Life;
import java.util.Map;

/// Lives of both machines, one after the other, as the build explores them.
public final class Lives {
  private static final int LIVES_BETWEEN_LOOKS = 64;

  private Lives() {}

  /// How many lives one thread lives in a second of its processor time.
  ///
  /// @param warmUp seconds before anything counts
  public static Map<String, Double> measure(double warmUp, double seconds) {
    long seed = live(0, warmUp);
    long since = Processor.nanos();
    long lived = live(seed, seconds) - seed;
    return Map.of("rate", lived * 1e9 / (Processor.nanos() - since));
  }

  /// Lives from this seed on until the time is over, and tells the next one.
  private static long live(long from, double seconds) {
    long seed = from;
    for (long end = Processor.nanos() + (long) (seconds * 1e9); Processor.nanos() < end; ) {
      for (int i = 0; i < LIVES_BETWEEN_LOOKS; i++) {
        if (!Life.of(seed).isEmpty()) {
          throw new IllegalStateException("the life of seed %d breaks a promise".formatted(seed));
        }
        seed++;
      }
    }
    return seed;
  }
}
