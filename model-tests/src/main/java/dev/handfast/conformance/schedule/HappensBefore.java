package dev.handfast.conformance.schedule;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// What has happened in a run, up to the order of steps that commute.
///
/// Each thread carries a number for its past: what it has done, and for each use of something that
/// others use, too, the pasts of those who changed it before (of a change also the pasts of those
/// who read). The pasts of all threads together stand for everything that happened and for what
/// happened before what. Two runs in which they are equal are in the same state: each thread did
/// the same, and found the same (docs/schedules.md has the argument).
///
/// A past is 64 bits of hash: among ten million, two differ and look the same with a probability of
/// less than one in a hundred thousand.
final class HappensBefore {
  private static final long READ = 0x9E3779B97F4A7C15L;
  private static final long WRITE = 0xC2B2AE3D27D4EB4FL;

  private final ByField<Cell> cells = new ByField<>(Cell::new);

  /// What happened to one field of one object, or to an object as a whole.
  private static final class Cell {
    long change;
    long reads;
  }

  /// A thread uses something.
  ///
  /// @param on the object; null for a static field
  void uses(Strand strand, @Nullable Object on, String field, boolean reads) {
    Cell cell = cells.of(on, field);
    if (reads) {
      strand.past(mix(mix(strand.past(), READ), cell.change));
      cell.reads += mix(strand.past(), READ); // a sum: reads commute
    } else {
      strand.past(mix(mix(strand.past(), WRITE), cell.change ^ mix(cell.reads, WRITE)));
      cell.change = strand.past();
      cell.reads = 0;
    }
  }

  /// The pasts of all threads; the order in which they were made does not count.
  static long of(Collection<Strand> strands) {
    long sum = 0;
    for (Strand strand : strands) {
      sum += mix(strand.past(), READ);
    }
    return sum;
  }

  /// Where all threads stand: follows from their pasts, unless something was overlooked.
  static int standing(Collection<Strand> strands) {
    int sum = 0;
    for (Strand strand : strands) {
      sum += (int) mix(strand.past(), strand.next().place().hashCode() + (strand.isAble() ? 1 : 0));
    }
    return sum;
  }

  /// Two numbers as one, in which every bit of both counts.
  static long mix(long one, long other) {
    long mixed = (one ^ other * READ) + WRITE;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
