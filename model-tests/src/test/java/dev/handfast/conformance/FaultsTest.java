package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Where;
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
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.conformance.world.ServerWorld;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Hunt;
import dev.handfast.evidence.Rung;
import dev.handfast.transport.Transport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A fault in the client or the server alone is noticed: the reference disagrees, in a few steps,
/// and for the reason that belongs to the fault.
class FaultsTest {
  private static final long SEED = 20_260_102L;
  private static final int TRIES = 3_000;
  private static final Evidence EVIDENCE = Evidence.of(FaultsTest.class);
  private static final Hunt<Script> CLIENTS =
      new Hunt<>(EVIDENCE, Rung.SCRIPTS, SEED, TRIES, Menu::draw, script -> script.steps().size());
  private static final Hunt<ServerScript> SERVERS =
      new Hunt<>(
          EVIDENCE, Rung.SCRIPTS, SEED, TRIES, ServerMenu::draw, script -> script.steps().size());

  @ParameterizedTest
  @EnumSource
  @Rule({
    "HF-1", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-9", "HF-12", "HF-23", "HF-30", "HF-32"
  })
  void a_fault_of_the_machine_is_noticed_in_a_few_steps(MachineFault fault) {
    isNoticed(fault.id(), FaultyClient.with(fault), UnaryOperator.identity());
  }

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-4", "HF-12", "HF-18", "HF-19"})
  void a_fault_of_the_transport_is_noticed_in_a_few_steps(WireFault fault) {
    isNoticed(fault.id("wire"), ClientSubject::real, fault::around);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SWALLOWS_REFUSALS") // it never hears one
  @Rule({"HF-14", "HF-18"})
  void a_fault_of_the_servers_transport_is_noticed_in_a_few_steps(WireFault fault) {
    Search.Found<ServerScript> found =
        SERVERS.mustNotice(
            fault.id("server-wire"),
            script -> {
              ServerScript whole = script.toTheEnd();
              ServerAccount expected = ReferenceServer.account(whole);
              ServerAccount seen = ServerWorld.play(whole, fault::around);
              return new Hunt.Shown(ServerBreach.of(expected, seen), expected.differences(seen));
            });
    Agreement.isSeenAgain(
        new Recording.ServerLife(found.script()),
        found.differences(),
        new Stage(Where.MEMORY, ClientSubject::real, fault::around));
  }

  /// A race that others had, played out by the machine: only what a script can show.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REMEMBERS_READY")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-16", "HF-19", "HF-25"})
  void a_race_that_others_had_is_noticed_in_a_few_steps(RaceFault fault) {
    isNoticed(fault.id(), FaultyClient.with(fault), UnaryOperator.identity());
  }

  @Test
  void a_race_that_needs_two_clients_is_looked_for() {
    RaceFault fault = RaceFault.REMEMBERS_READY;
    var found =
        CLIENTS.notices(
            fault.id(),
            script -> shown(script, FaultyClient.with(fault), UnaryOperator.identity()));
    assertThat(found).as("what a script shows of %s; walks show it", fault).isEmpty();
  }

  private static void isNoticed(
      String mutant, ClientSubject.Factory client, UnaryOperator<Transport> wiring) {
    Search.Found<Script> found =
        CLIENTS.mustNotice(mutant, script -> shown(script, client, wiring));
    Agreement.isSeenAgain(
        new Recording.ClientLife(found.script()),
        found.differences(),
        new Stage(Where.MEMORY, client, wiring));
  }

  private static Hunt.Shown shown(
      Script script, ClientSubject.Factory client, UnaryOperator<Transport> wiring) {
    Script whole = script.toTheEnd();
    Account expected = ReferenceClient.account(whole);
    Account seen = ClientWorld.play(whole, client, wiring);
    return new Hunt.Shown(Breach.of(Deeds.of(whole), expected, seen), expected.differences(seen));
  }
}
