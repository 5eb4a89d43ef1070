package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.schedule.Choices.Switch;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/// Choices are drawn and made smaller like any other value.
@Tag("schedules")
class ChoicesProperties {
  /// 500 turns: the longest race has fewer.
  private static final int TURNS = 500;

  private static final List<Explorer> RACES = Lab.scenarios().stream().map(Explorer::new).toList();

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-15"})
  void whatever_is_chosen_every_promise_is_kept(
      @ForAll("races") Explorer race, @ForAll("choices") Choices choices) {
    assertThat(race.replay(choices)).isEmpty();
  }

  @Provide
  Arbitrary<Explorer> races() {
    return Arbitraries.of(RACES);
  }

  @Provide
  Arbitrary<Choices> choices() {
    return Combinators.combine(
            Arbitraries.integers().between(1, TURNS), Arbitraries.integers().between(1, 4))
        .as(Switch::new)
        .list()
        .ofMaxSize(12)
        .map(Choices::new);
  }
}
