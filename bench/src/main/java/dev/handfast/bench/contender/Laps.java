package dev.handfast.bench.contender;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// The times between two requests, until the time is over; it begins with the first of them.
final class Laps implements BooleanSupplier {
  private static final int MOST = 1 << 20;

  private final double seconds;
  private final long[] nanos = new long[MOST];
  private int count = -1;
  private long last;
  private long end;

  Laps(double seconds) {
    this.seconds = seconds;
  }

  @Override
  public boolean getAsBoolean() {
    long now = System.nanoTime();
    if (count >= 0) {
      nanos[count] = now - last;
    } else {
      end = now + (long) (seconds * 1e9);
    }
    count++;
    last = now;
    return now < end && count < MOST;
  }

  String json() {
    return json(nanos, count);
  }

  /// Percentiles of the first times of an array, which it sorts.
  static String json(long[] nanos, int count) {
    Arrays.sort(nanos, 0, count);
    return "{\"p50\":%d,\"p90\":%d,\"p99\":%d,\"most\":%d,\"count\":%d}"
        .formatted(
            nanos[count / 2],
            nanos[count * 90 / 100],
            nanos[count * 99 / 100],
            nanos[count - 1],
            count);
  }
}
