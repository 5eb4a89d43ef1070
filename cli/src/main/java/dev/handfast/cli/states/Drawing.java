package dev.handfast.cli.states;

import dev.handfast.cli.screen.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// A machine as text.
enum Drawing {
  /// For people: one line per way, its events below each other.
  TABLE {
    @Override
    List<String> lines(Machine machine, Paint paint) {
      var lines = new ArrayList<String>();
      lines.add(paint.bold(machine.role() + ": starts as " + machine.initial()));
      for (Machine.Way way : machine.ways()) {
        var events = way.events().iterator();
        String ends = "  %-17s → %-12s ".formatted(way.from(), way.to());
        String blank = " ".repeat(ends.length());
        lines.add(ends + events.next());
        events.forEachRemaining(event -> lines.add(blank + event));
      }
      return lines;
    }
  },

  /// For Markdown pages: a `stateDiagram-v2`, as `ARCHITECTURE.md` has it.
  MERMAID {
    @Override
    List<String> lines(Machine machine, Paint paint) {
      var lines = new ArrayList<String>();
      lines.add("stateDiagram-v2");
      lines.add("  [*] --> " + machine.initial());
      machine
          .ways()
          .forEach(
              way ->
                  lines.add(
                      "  %s --> %s: %s".formatted(way.from(), way.to(), joined(way, "<br>"))));
      return lines;
    }
  },

  /// For Graphviz.
  DOT {
    @Override
    List<String> lines(Machine machine, Paint paint) {
      var lines = new ArrayList<String>();
      lines.add("digraph " + machine.role() + " {");
      lines.add("  start [shape=point]");
      lines.add("  start -> " + machine.initial());
      machine
          .ways()
          .forEach(
              way ->
                  lines.add(
                      "  %s -> %s [label=\"%s\"]"
                          .formatted(way.from(), way.to(), joined(way, "\\n"))));
      lines.add("}");
      return lines;
    }
  },

  /// For programs: one object on one line.
  JSON {
    @Override
    List<String> lines(Machine machine, Paint paint) {
      return List.of(MAPPER.writeValueAsString(Json.of(machine)));
    }
  };

  private static final JsonMapper MAPPER = new JsonMapper();

  abstract List<String> lines(Machine machine, Paint paint);

  private static String joined(Machine.Way way, String between) {
    return way.events().stream().collect(Collectors.joining(between));
  }

  private record Json(
      String machine, String initial, List<String> states, List<Transition> transitions) {
    record Transition(String from, String to, Set<String> events) {}

    static Json of(Machine machine) {
      return new Json(
          machine.role(),
          machine.initial(),
          machine.states(),
          machine.ways().stream()
              .map(way -> new Transition(way.from(), way.to(), way.events()))
              .toList());
    }
  }
}
