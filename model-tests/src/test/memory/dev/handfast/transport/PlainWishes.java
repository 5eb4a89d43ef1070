package dev.handfast.transport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// The canary: [WokenLink]'s way to ask for a turn, with plain fields. Each thread writes its own
/// and reads the other's; a processor may read before what it wrote is seen, so both miss.
///
/// Under sequential consistency it never fails: the explorer of schedules is blind to it.
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the owner sees what was left")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
@State
public class PlainWishes {
  private boolean wantsTurn;
  private boolean turnAsked = true; // a turn is due
  private boolean turnFollows;
  private boolean seen;

  @Actor
  public void caller() {
    wantsTurn = true;
    if (!turnAsked) {
      turnAsked = true;
      turnFollows = true;
    }
  }

  @Actor
  public void owner() {
    turnAsked = false;
    if (wantsTurn) {
      seen = true;
    }
  }

  @Arbiter
  public void atEnd(I_Result result) {
    result.r1 = seen || turnFollows ? 1 : 0;
  }
}
