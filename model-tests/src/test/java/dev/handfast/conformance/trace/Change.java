package dev.handfast.conformance.trace;

import dev.handfast.trace.TraceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One thing that is changed in a trace.
///
/// @param kind what is done
/// @param at the entry's index, from 0
record Change(Kind kind, int at) {

  /// What can be done to an entry.
  enum Kind {
    /// It is left out.
    DROP,
    /// It comes twice.
    DUPLICATE,
    /// It changes places with the next one of its side of its connection.
    SWAP,
    /// What it says is another thing.
    ALTER
  }

  /// Every change that can be made to a trace.
  static Stream<Change> all(List<TraceEntry> trace) {
    return IntStream.range(0, trace.size())
        .boxed()
        .flatMap(at -> Stream.of(Kind.values()).map(kind -> new Change(kind, at)))
        .filter(change -> change.kind() != Kind.SWAP || change.next(trace).isPresent());
  }

  /// The trace with it.
  List<TraceEntry> in(List<TraceEntry> trace) {
    var changed = new ArrayList<>(trace);
    switch (kind) {
      case DROP -> changed.remove(at);
      case DUPLICATE -> changed.add(at, trace.get(at));
      case SWAP -> {
        int next = next(trace).orElseThrow();
        changed.set(at, trace.get(next));
        changed.set(next, trace.get(at));
      }
      case ALTER -> changed.set(at, altered(trace.get(at)));
    }
    return changed;
  }

  /// What is done to what, for people.
  String words(List<TraceEntry> trace) {
    return kind
        + " "
        + words(trace.get(at))
        + (kind == Kind.SWAP ? " with " + words(trace.get(next(trace).orElseThrow())) : "");
  }

  private static String words(TraceEntry entry) {
    return Stream.of(
            Optional.of(entry.role()),
            Optional.of(entry.state()),
            Optional.of(entry.event()),
            entry.frame().map(frame -> frame.replaceFirst(".*?\"type\":\"(\\w*)\".*", "$1")),
            entry.outcome())
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  /// The place of the next entry of the same side of the same connection.
  Optional<Integer> next(List<TraceEntry> trace) {
    TraceEntry entry = trace.get(at);
    return IntStream.range(at + 1, trace.size())
        .boxed()
        .filter(
            i ->
                trace.get(i).role().equals(entry.role())
                    && trace.get(i).connection().equals(entry.connection()))
        .findFirst();
  }

  /// Another id in a frame, another message or end of an outcome, another state elsewhere.
  private static TraceEntry altered(TraceEntry entry) {
    return new TraceEntry(
        entry.time(),
        entry.role(),
        entry.connection(),
        entry.frame().isPresent() || entry.outcome().isPresent() ? entry.state() : "Elsewhere",
        entry.event(),
        entry.frame().map(frame -> frame.replaceFirst("\"id\":\"", "\"id\":\"other-")),
        entry.message(),
        entry.outcome().map(outcome -> outcome.equals("written") ? "failed" : "written"),
        entry.detail());
  }
}
