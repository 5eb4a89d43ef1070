package dev.handfast.conformance;

import dev.handfast.Rule;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.MachineFault;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.conformance.world.ServerWorld;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A fault in the client or the server alone is noticed: the reference disagrees, in a few steps.
class FaultsTest {
  private static final long SEED = 20_260_102L;
  private static final int TRIES = 3_000;

  @ParameterizedTest
  @EnumSource
  @Rule({
    "HF-1", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-9", "HF-12", "HF-23", "HF-30", "HF-32"
  })
  void a_fault_of_the_machine_is_noticed_in_a_few_steps(MachineFault fault) {
    isNoticed(
        fault.name(),
        script -> ClientWorld.play(script, FaultyClient.with(fault), transport -> transport));
  }

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-4", "HF-12", "HF-18", "HF-19"})
  void a_fault_of_the_transport_is_noticed_in_a_few_steps(WireFault fault) {
    isNoticed(fault.name(), script -> ClientWorld.play(script, ClientSubject::real, fault::around));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SWALLOWS_REFUSALS") // it never hears one
  @Rule({"HF-14", "HF-18"})
  void a_fault_of_the_servers_transport_is_noticed_in_a_few_steps(WireFault fault) {
    Agreement.isNoticed(
        fault.name(),
        Search.forDifference(
            SEED,
            TRIES,
            ServerMenu::draw,
            script -> {
              ServerScript whole = script.toTheEnd();
              return ReferenceServer.account(whole)
                  .differences(ServerWorld.play(whole, fault::around));
            }),
        script -> script.steps().size());
  }

  private static void isNoticed(String name, Function<Script, Account> play) {
    Agreement.isNoticed(
        name,
        Search.forDifference(
            SEED,
            TRIES,
            Menu::draw,
            script -> {
              Script whole = script.toTheEnd();
              return ReferenceClient.account(whole).differences(play.apply(whole));
            }),
        script -> script.steps().size());
  }
}
