package dev.handfast.transition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Values by their ids, oldest first; persistent, with one more and one less in O(log n).
///
/// A balanced tree (AVL): no choice of ids, which the peer may make, lets it degenerate. A copy per
/// change would cost O(n²) in all where many are open at once.
///
/// @param <V> the values
public final class ById<V> {

  private record Entry<V>(String id, long turn, V value) {}

  private sealed interface Tree<V> {}

  private record End<V>() implements Tree<V> {}

  private record Fork<V>(Entry<V> own, Tree<V> lower, Tree<V> higher, int height, int size)
      implements Tree<V> {}

  private final Tree<V> tree;
  private final long turn;

  private ById(Tree<V> tree, long turn) {
    this.tree = tree;
    this.turn = turn;
  }

  /// No value.
  public static <V> ById<V> none() {
    return new ById<>(new End<>(), 0);
  }

  /// How many there are.
  public int size() {
    return size(tree);
  }

  /// The value of this id.
  public Optional<V> get(String id) {
    Tree<V> at = tree;
    while (at instanceof Fork<V>(var own, var lower, var higher, _, _)) {
      int way = id.compareTo(own.id());
      if (way == 0) {
        return Optional.of(own.value());
      }
      at = way < 0 ? lower : higher;
    }
    return Optional.empty();
  }

  /// One more, the newest; one of this id is replaced, in its place.
  public ById<V> plus(String id, V value) {
    return new ById<>(plus(tree, new Entry<>(id, turn, value)), turn + 1);
  }

  /// One less; the same where there is none of this id.
  public ById<V> minus(String id) {
    return get(id).isEmpty() ? this : new ById<>(minus(tree, id), turn);
  }

  /// All values, oldest first.
  public List<V> all() {
    var entries = new ArrayList<Entry<V>>(size());
    collect(tree, entries);
    entries.sort(Comparator.comparingLong(Entry::turn));
    return entries.stream().map(Entry::value).toList();
  }

  /// The longest way from the root; for the proof that it stays short.
  int height() {
    return height(tree);
  }

  private static <V> Tree<V> plus(Tree<V> at, Entry<V> entry) {
    return switch (at) {
      case End<V> end -> fork(entry, end, end);
      case Fork<V>(var own, var lower, var higher, _, _) -> {
        int way = entry.id().compareTo(own.id());
        if (way == 0) {
          yield fork(new Entry<>(own.id(), own.turn(), entry.value()), lower, higher);
        }
        yield way < 0
            ? balanced(own, plus(lower, entry), higher)
            : balanced(own, lower, plus(higher, entry));
      }
    };
  }

  private static <V> Tree<V> minus(Tree<V> at, String id) {
    return switch (at) {
      case End<V> end -> end;
      case Fork<V>(var own, var lower, var higher, _, _) -> {
        int way = id.compareTo(own.id());
        if (way == 0) {
          yield joined(lower, higher);
        }
        yield way < 0
            ? balanced(own, minus(lower, id), higher)
            : balanced(own, lower, minus(higher, id));
      }
    };
  }

  /// Two trees that had one parent, all of the first before all of the second.
  private static <V> Tree<V> joined(Tree<V> lower, Tree<V> higher) {
    return switch (higher) {
      case End<V> _ -> lower;
      case Fork<V> fork -> {
        Entry<V> least = least(fork);
        yield balanced(least, lower, minus(higher, least.id()));
      }
    };
  }

  private static <V> Entry<V> least(Fork<V> from) {
    Fork<V> at = from;
    while (at.lower() instanceof Fork<V> lower) {
      at = lower;
    }
    return at.own();
  }

  /// The two differ by 2 in height at most, and by 1 afterwards.
  private static <V> Tree<V> balanced(Entry<V> own, Tree<V> lower, Tree<V> higher) {
    int tilt = height(higher) - height(lower);
    if (tilt > 1 && higher instanceof Fork<V>(var up, var inner, var outer, _, _)) {
      return height(inner) > height(outer)
              && inner instanceof Fork<V>(var top, var near, var far, _, _)
          ? fork(top, fork(own, lower, near), fork(up, far, outer))
          : fork(up, fork(own, lower, inner), outer);
    }
    if (tilt < -1 && lower instanceof Fork<V>(var up, var outer, var inner, _, _)) {
      return height(inner) > height(outer)
              && inner instanceof Fork<V>(var top, var far, var near, _, _)
          ? fork(top, fork(up, outer, far), fork(own, near, higher))
          : fork(up, outer, fork(own, inner, higher));
    }
    return fork(own, lower, higher);
  }

  private static <V> Tree<V> fork(Entry<V> own, Tree<V> lower, Tree<V> higher) {
    return new Fork<>(
        own,
        lower,
        higher,
        1 + Math.max(height(lower), height(higher)),
        1 + size(lower) + size(higher));
  }

  private static <V> int height(Tree<V> tree) {
    return switch (tree) {
      case End<V> _ -> 0;
      case Fork<V> fork -> fork.height();
    };
  }

  private static <V> int size(Tree<V> tree) {
    return switch (tree) {
      case End<V> _ -> 0;
      case Fork<V> fork -> fork.size();
    };
  }

  private static <V> void collect(Tree<V> at, List<Entry<V>> into) {
    if (at instanceof Fork<V>(var own, var lower, var higher, _, _)) {
      collect(lower, into);
      into.add(own);
      collect(higher, into);
    }
  }

  /// Equal are those with the same values in the same order.
  @Override
  public boolean equals(Object other) {
    return other instanceof ById<?> values && size() == values.size() && all().equals(values.all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  @Override
  public String toString() {
    return all().toString();
  }
}
