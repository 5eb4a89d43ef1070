package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.reference.ServerSlip;
import dev.handfast.conformance.reference.Slip;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.conformance.world.ServerWorld;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A mistake in the reference alone is noticed: the real thing disagrees, in a few steps.
class SlipsTest {
  private static final long SEED = 20_260_101L;

  /// 3,000 scripts: a quarter of what the properties play in every build.
  private static final int TRIES = 3_000;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  @Rule({
    "HF-1", "HF-3", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-11", "HF-12", "HF-26", "HF-30",
    "HF-32"
  })
  void a_slip_of_the_reference_is_noticed_in_a_few_steps(Slip slip) {
    Agreement.isNoticed(slip.name(), search(slip), script -> script.steps().size());
  }

  @Test
  void without_a_slip_the_same_search_finds_nothing() {
    assertThat(search(Slip.NONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  @Rule({"HF-9", "HF-13", "HF-14", "HF-15", "HF-16", "HF-18", "HF-33"})
  void a_slip_of_the_reference_server_is_noticed_in_a_few_steps(ServerSlip slip) {
    Agreement.isNoticed(slip.name(), search(slip), script -> script.steps().size());
  }

  @Test
  void without_a_slip_of_the_reference_server_the_same_search_finds_nothing() {
    assertThat(search(ServerSlip.NONE)).isEmpty();
  }

  private static Optional<Search.Found<Script>> search(Slip slip) {
    return Search.forDifference(
        SEED,
        TRIES,
        Menu::draw,
        script -> {
          Script whole = script.toTheEnd();
          return ReferenceClient.account(whole, slip).differences(ClientWorld.play(whole));
        });
  }

  private static Optional<Search.Found<ServerScript>> search(ServerSlip slip) {
    return Search.forDifference(
        SEED,
        TRIES,
        ServerMenu::draw,
        script -> {
          ServerScript whole = script.toTheEnd();
          return ReferenceServer.account(whole, slip).differences(ServerWorld.play(whole));
        });
  }
}
