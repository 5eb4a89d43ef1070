package dev.handfast.conformance.walk;

import dev.handfast.conformance.script.Shrinkable;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// Stimuli one after the other, from the beginning of a life.
///
/// @param stimuli what is done
record Walk<I>(List<I> stimuli) implements Shrinkable<Walk<I>> {

  /// Where the real thing did something else.
  ///
  /// @param walk up to the step that shows it
  /// @param expected what the machine says
  /// @param seen what was seen
  record Difference<I>(Walk<I> walk, String expected, String seen) {
    /// What happened: up to the last step all was as the machine says.
    Played played(CompactMealy<I, String> machine) {
      var story = new Story();
      int state = machine.getIntInitialState();
      for (I stimulus : walk.stimuli.subList(0, walk.stimuli.size() - 1)) {
        story.did(Story.OUTSIDE, stimulus.toString());
        story.noted(machine.getOutput(state, stimulus));
        state = machine.getSuccessor(state, stimulus);
      }
      story.did(Story.OUTSIDE, walk.stimuli.getLast().toString());
      story.noted(seen);
      return new Played(List.of("expected " + expected, "seen     " + seen), story);
    }

    @Override
    public String toString() {
      return "%s%n  expected: %s%n  seen:     %s".formatted(walk, expected, seen);
    }
  }

  @Override
  public Stream<Walk<I>> smaller() {
    return IntStream.range(0, stimuli.size()).mapToObj(this::without);
  }

  private Walk<I> without(int place) {
    var rest = new ArrayList<>(stimuli);
    rest.remove(place);
    return new Walk<>(rest);
  }

  /// Goes along, and holds what is seen against the machine at each step; ends at the first
  /// difference.
  Optional<Difference<I>> in(
      Room.Factory<I> rooms, CompactMealy<I, String> machine, Coverage<I> coverage) {
    coverage.walk();
    try (Room<I> room = rooms.open()) {
      int state = machine.getIntInitialState();
      Optional<Step<I>> before = Optional.empty();
      for (int i = 0; i < stimuli.size(); i++) {
        I stimulus = stimuli.get(i);
        String expected = machine.getOutput(state, stimulus);
        String seen = room.take(stimulus, expected);
        if (!seen.equals(expected)) {
          var walk = new Walk<>(stimuli.subList(0, i + 1));
          return Optional.of(new Difference<>(walk, expected, seen));
        }
        var step = new Step<>(state, stimulus, machine.getSuccessor(state, stimulus));
        if (!expected.equals(Scene.IMPOSSIBLE)) {
          coverage.step(step);
          before.ifPresent(first -> coverage.pair(first, step));
          before = Optional.of(step);
        }
        state = step.to();
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return stimuli.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
