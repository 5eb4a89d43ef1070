package dev.handfast.conformance.gate;

import static dev.handfast.conformance.script.Step.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.drive.ClientStage;
import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.world.Breath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A gate keeps its limits, also where something is found.
class LimitsTest {
  /// A third of it is all the time that may pass until the first life.
  private static final Duration BUDGET = Duration.ofMillis(600);

  /// Each life goes wrong in its first step, and takes longer than the budget.
  private static final class Slow implements ClientStage {
    private int lives;

    @Override
    public Driver.Hello hello() {
      return new Driver.Hello("client", "slow", "1", Set.of());
    }

    @Override
    public Trial play(Script script, Duration patience) {
      lives++;
      long until = System.nanoTime() + BUDGET.toNanos();
      while (System.nanoTime() < until) {
        Breath.passes();
      }
      return breaking("HF-20", "it is slow");
    }

    @Override
    public void restart() {}

    @Override
    public void close() {}
  }

  /// A life that goes wrong with its first step.
  static Trial breaking(String rule, String difference) {
    var story = new Story();
    story.did(Story.PROGRAM, "connects");
    return new Trial(
        new Played(List.of("after step 1, connects:", difference), story),
        new TreeSet<>(Set.of(rule)),
        Duration.ZERO,
        Optional.empty());
  }

  private static Gate.Limits limits(Duration budget) {
    return new Gate.Limits(budget, Long.MAX_VALUE, 1, Duration.ofSeconds(5));
  }

  @Test
  void making_a_finding_short_and_looking_again_end_with_the_budgets_share() {
    var stage = new Slow();
    Optional<Finding> found = new ClientGate(stage, limits(BUDGET)).search();

    assertThat(found.orElseThrow().again()).isEqualTo(new Finding.Again(1, 1));
    assertThat(stage.lives).as("found, made short once, with all patience, again").isEqualTo(4);
  }

  @Test
  void the_script_ends_where_it_shows_with_the_diagrams_numbers() {
    Script longer = Script.of(says(Word.ACCEPT), says(Word.PING), says(Word.PING));
    Finding found = new ClientGate(new Slow(), limits(Duration.ZERO)).replay(longer).orElseThrow();

    assertThat(found.script()).containsExactly("  1. connects");
    assertThat(found.sentence()).isEqualTo("HF-20, Every send and every close ends: it is slow");
  }
}
