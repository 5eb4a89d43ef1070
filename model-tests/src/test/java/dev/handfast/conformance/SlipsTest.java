package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.reference.ServerSlip;
import dev.handfast.conformance.reference.Slip;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.verdict.Breach;
import dev.handfast.conformance.verdict.Deeds;
import dev.handfast.conformance.verdict.ServerBreach;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.conformance.world.ServerWorld;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Hunt;
import dev.handfast.evidence.Rung;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A mistake in the reference alone is noticed: the real thing disagrees, in a few steps.
class SlipsTest {
  private static final long SEED = 20_260_101L;

  /// 3,000 scripts: three quarters of what the properties play in every build.
  private static final int TRIES = 3_000;

  /// 500 where nothing is to be found: the properties look for it in 4,000 scripts in every build.
  private static final int CONTROL = Boolean.getBoolean("handfast.deep") ? TRIES : 500;

  private static final Evidence EVIDENCE = Evidence.of(SlipsTest.class);
  private static final Hunt<Script> CLIENTS =
      new Hunt<>(EVIDENCE, Rung.SCRIPTS, SEED, TRIES, Menu::draw, script -> script.steps().size());
  private static final Hunt<ServerScript> SERVERS =
      new Hunt<>(
          EVIDENCE, Rung.SCRIPTS, SEED, TRIES, ServerMenu::draw, script -> script.steps().size());

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  @Rule({
    "HF-1", "HF-3", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-11", "HF-12", "HF-26", "HF-30",
    "HF-32"
  })
  void a_slip_of_the_reference_is_noticed_in_a_few_steps(Slip slip) {
    CLIENTS.mustNotice("slip/" + slip, script -> shown(script, slip));
  }

  @Test
  void without_a_slip_the_same_search_finds_nothing() {
    assertThat(
            Search.forDifference(
                SEED, CONTROL, Menu::draw, script -> shown(script, Slip.NONE).differences()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  @Rule({"HF-9", "HF-13", "HF-14", "HF-15", "HF-16", "HF-18", "HF-33"})
  void a_slip_of_the_reference_server_is_noticed_in_a_few_steps(ServerSlip slip) {
    SERVERS.mustNotice("server-slip/" + slip, script -> shown(script, slip));
  }

  @Test
  void without_a_slip_of_the_reference_server_the_same_search_finds_nothing() {
    assertThat(
            Search.forDifference(
                SEED,
                CONTROL,
                ServerMenu::draw,
                script -> shown(script, ServerSlip.NONE).differences()))
        .isEmpty();
  }

  /// Here the real client is right.
  private static Hunt.Shown shown(Script script, Slip slip) {
    Script whole = script.toTheEnd();
    Account slipped = ReferenceClient.account(whole, slip);
    Account right = ClientWorld.play(whole);
    List<String> differences = slipped.differences(right);
    return new Hunt.Shown(
        differences.isEmpty() ? Set.of() : Breach.of(Deeds.of(whole), right, slipped), differences);
  }

  private static Hunt.Shown shown(ServerScript script, ServerSlip slip) {
    ServerScript whole = script.toTheEnd();
    ServerAccount slipped = ReferenceServer.account(whole, slip);
    ServerAccount right = ServerWorld.play(whole);
    return new Hunt.Shown(ServerBreach.of(right, slipped), slipped.differences(right));
  }
}
