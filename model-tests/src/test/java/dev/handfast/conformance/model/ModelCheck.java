package dev.handfast.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.evidence.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `spec/manifest.yaml` says of a model that has no fault.
final class ModelCheck {
  private static final Pattern REACHED = Pattern.compile("<<\"reached\", \"(\\w+)\">>");
  private static final Pattern VIOLATED =
      Pattern.compile("(?:Invariant|Action property) (\\w+) is violated");

  private ModelCheck() {}

  /// What must hold holds, and what must be reachable is.
  ///
  /// @return what TLC said
  static Tlc.Result right(Manifest.Configuration wanted, Evidence evidence)
      throws IOException, InterruptedException {
    Tlc.Result result = Tlc.check(wanted.module(), wanted.name());

    holds(wanted, result);
    assertThat(new TreeSet<>(named(REACHED, result.text())))
        .as(
            "what %s reaches; a model that cannot reach it proves nothing about it: see the"
                + " operators of these names in its module, and `reached` in spec/manifest.yaml",
            wanted.name())
        .isEqualTo(new TreeSet<>(wanted.reached()));
    isAsLarge(wanted, result.distinctStates(), result.depth());
    evidence.figure(
        "models, " + wanted.name(),
        "%d states, depth %d, all that must be reached: %d"
            .formatted(result.distinctStates(), result.depth(), wanted.reached().size()));
    return result;
  }

  /// What must hold holds.
  static void holds(Manifest.Configuration wanted, Tlc.Result result) {
    List<String> violated = named(VIOLATED, result.text());
    if (result.text().contains("Temporal properties were violated")) {
      violated.add("one of its temporal properties");
    }
    if (!violated.isEmpty()) {
      Way way = Way.first(result.text());
      throw new AssertionError(
          """
          %s violates %s; `model:` in spec/rules.yaml says which rule that is.
          Either your change in spec/tla is wrong, or the design that it describes. The shortest way there, by the
          names of the actions in the module: %s
          %s\
          """
              .formatted(
                  wanted.name(),
                  violated.getFirst(),
                  way.inShort(),
                  wanted.module().equals("SystemRules") ? SystemDiagram.of(way) : way.last()));
    }
    assertThat(result.exit()).as(result::lastLines).isZero();
  }

  /// States and depth are pinned: a model that grew or shrank is another model.
  static void isAsLarge(Manifest.Configuration wanted, int states, int depth) {
    System.out.printf(
        "%s: %d states, depth %d; %s%n",
        wanted.name(),
        states,
        depth,
        wanted.faults().isEmpty() ? "it holds" : wanted.faults().size() + " faults, each caught");
    assertThat("states: %d, depth: %d".formatted(states, depth))
        .as(
            "the size of %s; the model has changed: if that is meant, write the new numbers into"
                + " spec/manifest.yaml, else look at your change in spec/tla",
            wanted.name())
        .isEqualTo("states: %d, depth: %d".formatted(wanted.states(), wanted.depth()));
  }

  private static List<String> named(Pattern pattern, String text) {
    var names = new ArrayList<String>();
    for (Matcher found = pattern.matcher(text); found.find(); ) {
      names.add(found.group(1));
    }
    return names;
  }
}
