package dev.handfast.driver;

import dev.handfast.conformance.world.VirtualClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// What two threads put into a promise at once: one value counts, whoever sees it sees all of it,
/// and it does not change; who waits is told once.
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "looked before, the first won")
@Outcome(id = "0, 2, 1", expect = Expect.ACCEPTABLE, desc = "looked before, the second won")
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "the first won")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a value, another value, or not told once")
@State
public class KeptPromise {
  private static final VirtualClock CLOCK = new VirtualClock();

  private final Promise<Value> promise = new Promise<>(CLOCK);
  private int told;

  private static final class Value {
    private int plain; // not final: only the promise makes others see it

    Value(int plain) {
      this.plain = plain;
    }
  }

  @Actor
  public void one() {
    promise.keep(new Value(1));
  }

  @Actor
  public void other(III_Result seen) {
    promise.whenKept(() -> told++);
    seen.r1 = promise.now().map(value -> value.plain).orElse(0);
    promise.keep(new Value(2));
  }

  @Arbiter
  public void atEnd(III_Result seen) {
    seen.r2 = promise.await().plain;
    seen.r3 = told;
  }
}
