package dev.handfast.conformance.gate;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.schedule.Failure;
import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.verdict.Rules;

/// A race of threads inside of a client.
///
/// @param race what races with what
/// @param failure the schedule in which it goes wrong, made short
public record ThreadRace(String race, Failure failure) {

  /// The rule, and what broke it.
  public String sentence() {
    Finding first = failure.findings().getFirst();
    String rule = rule(first.kind());
    return rule.isEmpty() ? first.words() : "%s: %s".formatted(Rules.headline(rule), first.words());
  }

  private static String rule(Finding.Kind kind) {
    return switch (kind) {
      case LOST, TWICE, UNTRUE -> "HF-5";
      case REORDERED -> "HF-3";
      case EARLY -> "HF-1";
      case STUCK -> "HF-20";
      case MISREGISTERED, LEAKED, THREW -> ""; // of a client no rule says it
    };
  }

  /// All of it, for people: the sentence, who got a turn where, and how to see it again.
  ///
  /// @param again what to type
  public String text(String again) {
    return """
    %s

    the race: %s
    who gets a turn, and where:
      %s

      %s

    found in schedule %d
    again: %s\
    """
        .formatted(
            sentence(),
            race,
            String.join("\n  ", failure.story()),
            String.join("\n  ", failure.findings().stream().map(Finding::toString).toList()),
            failure.schedule(),
            again);
  }

  /// The schedule in one word.
  public String token() {
    return new Token(new Recording.Schedule(race, failure.choices())).toString();
  }
}
