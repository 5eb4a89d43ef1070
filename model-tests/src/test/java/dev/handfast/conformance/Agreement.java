package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Report;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Shrinkable;
import dev.handfast.conformance.story.Played;
import java.util.List;
import java.util.function.Function;

/// Fails where two ways to tell a script differ, with the shortest script that shows it.
final class Agreement {
  private Agreement() {}

  /// Checks one script.
  ///
  /// @param recording what plays it again
  /// @param play what came of a script
  static <S extends Shrinkable<S>> void check(
      S script, Function<S, Recording> recording, Function<S, Played> play) {
    Played first = play.apply(script);
    if (first.agrees()) {
      return;
    }
    S shortest = Shrinkable.shortest(script, any -> !play.apply(any).agrees());
    Played again = play.apply(shortest);
    if (again.agrees()) {
      fail(
          "%n%s%nits repetition did not show this; the whole evidence:%n%s",
          Report.text(recording.apply(script), first, Where.MEMORY),
          String.join("\n", first.story().evidence()));
    }
    fail("%n%s", Report.text(recording.apply(shortest), again, Where.MEMORY));
  }

  /// Fails where a token does not show again, in the same way, what the recording showed.
  static void isSeenAgain(Recording recording, List<String> differences, Stage stage) {
    String token = new Token(recording).toString();
    System.out.println("  again: " + token);
    assertThat(stage.play(Token.parse(token).recording()).differences())
        .as(token)
        .isEqualTo(differences);
  }
}
