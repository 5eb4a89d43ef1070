package dev.handfast.conformance.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Learns at which places threads meet: where they use the same thing, one of them changing it,
/// with no lock in common.
///
/// Elsewhere a thread need not lose its turn: what it does next commutes with all that others can
/// do meanwhile. What was learned in one run holds for the next ones; an exhaustive search that has
/// learned something begins again.
class Meetings {
  /// Knows of every place that threads meet there, so that nothing is left out.
  static final Meetings EVERYWHERE =
      new Meetings() {
        @Override
        boolean isOne(Place place) {
          return true;
        }

        @Override
        void saw(Strand strand) {}
      };

  private final Set<Place> places = Collections.newSetFromMap(new IdentityHashMap<>());
  private ByField<List<Use>> uses = new ByField<>(ArrayList::new);

  private record Use(Strand strand, Step step, List<ReentrantLock> locks) {
    boolean meets(Use other) {
      return strand != other.strand
          && step.conflictsWith(other.step)
          && Collections.disjoint(locks, other.locks);
    }

    /// Whether what a strand is about to do is this once more.
    boolean isAgain(Strand now) {
      return strand == now && step.place() == now.next().place() && locks.equals(now.held());
    }
  }

  /// How many places are known.
  int size() {
    return places.size();
  }

  /// Whether the order of what happens here and elsewhere may matter; locks and seams always do.
  boolean isOne(Place place) {
    return switch (place.kind()) {
      case LOCK, SEAM -> true;
      case READ, WRITE, PLAIN_READ, PLAIN_WRITE -> places.contains(place);
    };
  }

  /// A new run begins: its objects are others.
  void forgetObjects() {
    uses = new ByField<>(ArrayList::new);
  }

  void saw(Strand strand) {
    Step step = strand.next();
    List<Use> before = uses.of(step.on(), step.field());
    for (Use earlier : before) {
      if (earlier.isAgain(strand)) {
        return;
      }
    }
    var use = new Use(strand, step, strand.held());
    for (Use earlier : before) {
      if (use.meets(earlier)) {
        places.add(step.place());
        places.add(earlier.step().place());
      }
    }
    before.add(use);
  }
}
