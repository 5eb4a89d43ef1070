package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.driver.DoubledFinally;
import dev.handfast.driver.StaticField;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Where threads meet, as the explorer learns it from woven code.
@Tag("schedules")
class PlacesTest {
  /// Some times what two threads take.
  private static final long MOST = 1_000;

  @Test
  void threads_meet_in_a_static_field_though_at_different_places() {
    assertMeets(StaticField.class);
  }

  @Test
  void threads_meet_at_both_copies_of_a_line_that_the_compiler_doubles() {
    assertMeets(DoubledFinally.class);
  }

  private static void assertMeets(Class<? extends Scenario> scenarios) {
    Scenario scenario = new Loom(Loom.Change.NONE).scenarios(scenarios.getName()).getFirst();
    assertThat(new Explorer(scenario).exhaust(1, MOST).failure())
        .hasValueSatisfying(
            seen ->
                assertThat(seen.findings())
                    .extracting(Finding::kind)
                    .containsOnly(Finding.Kind.UNTRUE));
  }
}
