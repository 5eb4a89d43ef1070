package dev.handfast.cli.states;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One role's states and the ways between them.
///
/// @param role `client` or `server`
/// @param initial the first state's name
/// @param states all states' names, in the order in which a walk reaches them
/// @param ways the ways, by their ends' names
record Machine(String role, String initial, List<String> states, List<Way> ways) {

  /// One way from a state to another.
  ///
  /// @param from where it begins
  /// @param to where it ends
  /// @param events what can happen to be taken along it
  record Way(String from, String to, Set<String> events) {}

  /// Walks from the first state over all events; one way per pair of states, with its events.
  ///
  /// @param kind what makes two states the same for the walk, so that it ends
  static <S, E> Machine walk(
      String role,
      S initial,
      List<E> events,
      BiFunction<S, E, S> next,
      Function<S, String> name,
      Function<S, String> kind) {
    var ways = new TreeMap<String, TreeMap<String, Set<String>>>();
    var names = new LinkedHashSet<String>();
    Set<String> seen = new HashSet<>(Set.of(kind.apply(initial)));
    var open = new ArrayDeque<>(List.of(initial));
    for (S state = open.poll(); state != null; state = open.poll()) {
      String from = name.apply(state);
      names.add(from);
      for (E event : events) {
        S after = next.apply(state, event);
        String to = name.apply(after);
        if (!to.equals(from)) {
          ways.computeIfAbsent(from, _ -> new TreeMap<>())
              .computeIfAbsent(to, _ -> new TreeSet<>())
              .add(event.getClass().getSimpleName());
        }
        if (seen.add(kind.apply(after))) {
          open.add(after);
        }
      }
    }
    return new Machine(
        role,
        name.apply(initial),
        List.copyOf(names),
        ways.entrySet().stream()
            .flatMap(
                from ->
                    from.getValue().entrySet().stream()
                        .map(to -> new Way(from.getKey(), to.getKey(), to.getValue())))
            .toList());
  }
}
