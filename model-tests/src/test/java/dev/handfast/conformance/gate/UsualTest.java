package dev.handfast.conformance.gate;

import static dev.handfast.conformance.script.Step.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.drive.ClientStage;
import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Word;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A finding tells what shows most often, and not what a machine that stops makes of it once.
class UsualTest {
  private static final Script SCRIPT = Script.of(says(Word.ACCEPT));

  /// Its lives break these rules, one after the other.
  private record Breaking(Iterator<String> rules) implements ClientStage {

    @Override
    public Driver.Hello hello() {
      return new Driver.Hello("client", "breaking", "1", Set.of());
    }

    @Override
    public Trial play(Script script, Duration patience) {
      String rule = rules.next();
      return LimitsTest.breaking(rule, "breaks " + rule);
    }

    @Override
    public void restart() {}

    @Override
    public void close() {}
  }

  private static Finding found(String... rules) {
    var limits = new Gate.Limits(Duration.ofMinutes(1), Long.MAX_VALUE, 1, Duration.ofSeconds(5));
    var stage = new Breaking(List.of(rules).iterator());
    return new ClientGate(stage, limits).replay(SCRIPT).orElseThrow();
  }

  @Test
  void one_that_only_hung_at_last_does_not_change_what_is_told() {
    Finding found = found("HF-1", "HF-1", "HF-1", "HF-1", "HF-1", "HF-20");

    assertThat(found.sentence()).startsWith("HF-1, ").endsWith("breaks HF-1");
    assertThat(found.again()).isEqualTo(new Finding.Again(5, 5));
  }

  @Test
  void nor_does_one_that_only_hung_at_first() {
    assertThat(found("HF-20", "HF-1", "HF-1", "HF-1", "HF-1", "HF-1").sentence())
        .startsWith("HF-1, ");
  }

  @Test
  void of_what_shows_as_often_the_last_is_told() {
    assertThat(found("HF-20", "HF-1", "HF-20", "HF-1", "HF-20", "HF-1").sentence())
        .startsWith("HF-1, ");
  }
}
