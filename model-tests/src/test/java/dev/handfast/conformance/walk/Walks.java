package dev.handfast.conformance.walk;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// Walks that together go along every edge of a graph, each from its beginning: always on to the
/// nearest edge that is missing.
final class Walks<I> {
  private final List<List<Edge<I>>> edges;
  private final List<BitSet> missing;

  /// @param to the place that it leads to
  private record Edge<I>(I stimulus, int to) {}

  /// A way to a place, written backwards.
  private record Way<I>(int to, Optional<Way<I>> before, Optional<I> last) {}

  private Walks(List<List<Edge<I>>> edges) {
    this.edges = edges;
    this.missing = edges.stream().map(out -> all(out.size())).toList();
  }

  private static BitSet all(int count) {
    var all = new BitSet();
    all.set(0, count);
    return all;
  }

  /// Walks over every transition.
  static <I> List<List<I>> overTransitions(CompactMealy<I, String> machine) {
    var edges = new ArrayList<List<Edge<I>>>();
    for (int state = 0; state < machine.size(); state++) {
      edges.add(
          Step.from(machine, state).stream()
              .map(step -> new Edge<>(step.stimulus(), step.to()))
              .toList());
    }
    return new Walks<>(edges).from(machine.getIntInitialState());
  }

  /// Walks over every pair of transitions that can follow each other: along every edge of the graph
  /// whose places are the transitions, and one more for the beginning.
  static <I> List<List<I>> overPairs(CompactMealy<I, String> machine) {
    List<Step<I>> steps = Step.of(machine);
    Map<Integer, List<Edge<I>>> behind =
        IntStream.range(0, steps.size())
            .boxed()
            .collect(
                groupingBy(
                    place -> steps.get(place).from(),
                    mapping(place -> new Edge<>(steps.get(place).stimulus(), place), toList())));
    var edges = new ArrayList<List<Edge<I>>>();
    steps.forEach(step -> edges.add(behind.getOrDefault(step.to(), List.of())));
    edges.add(behind.getOrDefault(machine.getIntInitialState(), List.of()));
    return new Walks<>(edges).from(steps.size());
  }

  private List<List<I>> from(int start) {
    var walks = new ArrayList<List<I>>();
    for (List<I> walk = walk(start); !walk.isEmpty(); walk = walk(start)) {
      walks.add(walk);
    }
    return walks;
  }

  /// Goes on for as long as anything that is missing can be reached.
  private List<I> walk(int start) {
    var walk = new ArrayList<I>();
    for (Optional<Way<I>> way = nearest(start); way.isPresent(); ) {
      append(way.get(), walk);
      BitSet here = missing.get(way.get().to());
      Edge<I> edge = edges.get(way.get().to()).get(here.nextSetBit(0));
      here.clear(here.nextSetBit(0));
      walk.add(edge.stimulus());
      way = nearest(edge.to());
    }
    return walk;
  }

  private void append(Way<I> way, List<I> walk) {
    way.before().ifPresent(before -> append(before, walk));
    way.last().ifPresent(walk::add);
  }

  /// The way to the nearest place at which an edge is missing; of several, to the one that is found
  /// first.
  private Optional<Way<I>> nearest(int start) {
    var queue = new ArrayDeque<Way<I>>();
    var seen = new BitSet();
    var here = new Way<I>(start, Optional.empty(), Optional.empty());
    if (isMissingSome(here)) {
      return Optional.of(here);
    }
    queue.add(here);
    seen.set(start);
    while (!queue.isEmpty()) {
      Way<I> way = queue.remove();
      for (Edge<I> edge : edges.get(way.to())) {
        if (!seen.get(edge.to())) {
          seen.set(edge.to());
          var next = new Way<>(edge.to(), Optional.of(way), Optional.of(edge.stimulus()));
          if (isMissingSome(next)) {
            return Optional.of(next);
          }
          queue.add(next);
        }
      }
    }
    return Optional.empty();
  }

  private boolean isMissingSome(Way<I> way) {
    return !missing.get(way.to()).isEmpty();
  }
}
