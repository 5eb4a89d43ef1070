package dev.handfast.driver;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Callbacks that come from several threads run one at a time, on whichever thread, and each sees
/// what the ones before it did.
@JCStressTest
@Outcome(id = "3, 0", expect = Expect.ACCEPTABLE, desc = "each ran once, and saw the others")
@Outcome(expect = Expect.FORBIDDEN, desc = "one did not see another, or did not run")
@State
public class OneCallbackAtATime {
  /// Whoever comes first runs what there is.
  private final Dispatcher dispatcher =
      new Dispatcher("callbacks", (_, task) -> task.run(), () -> {});

  private int count; // as a user's handler counts: no lock, not volatile

  @Actor
  public void one() {
    dispatcher.execute(() -> count++);
  }

  @Actor
  public void two() {
    dispatcher.execute(() -> count++);
    dispatcher.execute(() -> count++);
  }

  @Arbiter
  public void atEnd(II_Result seen) {
    seen.r1 = count;
    seen.r2 = dispatcher.pending();
  }
}
