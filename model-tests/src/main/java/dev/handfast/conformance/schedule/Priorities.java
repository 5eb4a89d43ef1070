package dev.handfast.conformance.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The strand with the highest priority goes on; at a few places, drawn before, the running one
/// falls behind all others.
///
/// With n threads and k turns it finds a bug that takes d orderings with a probability of at least
/// 1 / (n · k^(d−1)).
final class Priorities implements Chooser {
  /// Three orderings: two changes.
  static final int DEPTH = 3;

  private final SplittableRandom random;
  private final Map<Integer, Integer> changes = new TreeMap<>();
  private final Map<Strand, Integer> priorities = new HashMap<>();
  private int turn;

  Priorities(SplittableRandom random, int length) {
    this.random = random;
    for (int change = 1; change < DEPTH; change++) {
      changes.put(random.nextInt(Math.max(1, length)), -change);
    }
  }

  /// What the class promises.
  static double chance(int threads, int turns) {
    return 1 / (threads * Math.pow(turns, DEPTH - 1));
  }

  @Override
  public int choose(Moment moment) {
    List<Strand> able = moment.able();
    Integer fallen = changes.get(turn++);
    if (fallen != null) {
      priorities.put(able.getFirst(), fallen);
    }
    return IntStream.range(0, able.size())
        .boxed()
        .max((a, b) -> Integer.compare(priority(able.get(a)), priority(able.get(b))))
        .orElse(0);
  }

  private int priority(Strand strand) {
    return priorities.computeIfAbsent(strand, _ -> random.nextInt(Integer.MAX_VALUE));
  }
}
