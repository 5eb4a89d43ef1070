package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.driver.StaticField;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A field of a class is the same one, wherever in the code it is used.
@Tag("schedules")
class StaticFieldsTest {
  /// Some times what the two threads take.
  private static final long MOST = 1_000;

  @Test
  void threads_meet_in_a_static_field_though_at_different_places() {
    Scenario scenario =
        new Loom(Loom.Change.NONE).scenarios(StaticField.class.getName()).getFirst();
    Outcome outcome = new Explorer(scenario).exhaust(1, MOST);
    assertThat(outcome.failure())
        .hasValueSatisfying(
            seen ->
                assertThat(seen.findings())
                    .extracting(Finding::kind)
                    .containsOnly(Finding.Kind.UNTRUE));
  }
}
