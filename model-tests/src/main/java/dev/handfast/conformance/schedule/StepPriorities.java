package dev.handfast.conformance.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// The step with the highest priority is done next; those that it is in conflict with draw again.
final class StepPriorities implements Chooser {
  private final SplittableRandom random;
  private final Map<Strand, Drawn> drawn = new HashMap<>();

  private record Drawn(Step step, int priority) {}

  StepPriorities(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public int choose(Moment moment) {
    List<Strand> able = moment.able();
    int best = 0;
    for (int i = 1; i < able.size(); i++) {
      if (priority(able.get(i)) > priority(able.get(best))) {
        best = i;
      }
    }
    Step done = able.get(best).next();
    drawn.values().removeIf(other -> other.step().conflictsWith(done));
    drawn.remove(able.get(best));
    return best;
  }

  @SuppressWarnings("ReferenceEquality") // a step that is equal and done again draws again
  private int priority(Strand strand) {
    Drawn now = drawn.get(strand);
    if (now == null || now.step() != strand.next()) {
      now = new Drawn(strand.next(), random.nextInt());
      drawn.put(strand, now);
    }
    return now.priority();
  }
}
