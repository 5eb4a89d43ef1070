package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.fail;

import dev.handfast.conformance.world.Breath;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what must come; nothing that must not come is ever decided by waiting.
public final class Until {
  /// 20 s are for a machine that does other things.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Until() {}

  public static void comes(String what, BooleanSupplier here) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!here.getAsBoolean()) {
      if (System.nanoTime() > until) {
        fail("%s did not come within %s", what, PATIENCE);
      }
      Breath.passes();
    }
  }
}
