package dev.handfast.conformance.drive;

import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Room;
import dev.handfast.conformance.script.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Cuts scripts to what a driver knows.
///
/// @param features of the driver
record Fit(Set<String> features) {
  /// Lines over limits that only `limits` sets.
  private static final Set<Word> LONG = Set.of(Word.LONG_CONTEXT, Word.LONGER_CONTEXT);

  /// The script without what the driver does not know, and without what takes time.
  Script of(Script script) {
    var steps = new ArrayList<Step>();
    script.steps().forEach(step -> fitted(step).ifPresent(steps::add));
    return new Script(place(script.surroundings()), steps).overDriver();
  }

  /// The script without what the client does not know. Time passes for clients that notice silence;
  /// how long another one bears it, no setting says.
  Script inMemory(Script script) {
    var steps = new ArrayList<Step>();
    script.steps().forEach(step -> fitted(step).filter(this::isTimely).ifPresent(steps::add));
    return new Script(place(script.surroundings()), steps).inMemory();
  }

  private boolean isTimely(Step step) {
    return features.contains("keepalive") || !(step instanceof Step.Wait);
  }

  private Optional<Step> fitted(Step step) {
    return switch (step) {
      case Step.Ask _ -> features.contains("requests") ? Optional.of(step) : Optional.empty();
      case Step.GiveUp _ -> features.contains("withdrawal") ? Optional.of(step) : Optional.empty();
      case Step.Says(List<Word> words) -> {
        List<Word> known = words.stream().filter(this::isKnown).toList();
        yield known.isEmpty() ? Optional.empty() : Optional.of(new Step.Says(known));
      }
      default -> Optional.of(step);
    };
  }

  private boolean isKnown(Word word) {
    return features.contains("limits") || !LONG.contains(word);
  }

  /// Limits in bytes hold for frames of a known length only, which are the library's own.
  private Surroundings place(Surroundings place) {
    Room room =
        switch (place.room()) {
          case ROOMY, BYTES -> Room.ROOMY;
          case THREE -> Room.THREE;
          case THREE_DROPPING, BYTES_DROPPING ->
              features.contains("dropping") ? Room.THREE_DROPPING : Room.THREE;
        };
    return new Surroundings(place.arrival(), room, place.pipe(), place.chunk());
  }
}
