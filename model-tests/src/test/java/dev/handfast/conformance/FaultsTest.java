package dev.handfast.conformance;

import dev.handfast.Rule;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.world.ClientSubject;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
        where -> new Stage(where, FaultyClient.with(fault), UnaryOperator.identity()));
  }

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-4", "HF-12", "HF-18", "HF-19"})
  void a_fault_of_the_transport_is_noticed_in_a_few_steps(WireFault fault) {
    isNoticed(fault.name(), where -> new Stage(where, ClientSubject::real, fault::around));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SWALLOWS_REFUSALS") // it never hears one
  @Rule({"HF-14", "HF-18"})
  void a_fault_of_the_servers_transport_is_noticed_in_a_few_steps(WireFault fault) {
    var stage = new Stage(Where.MEMORY, ClientSubject::real, fault::around);
    var found =
        Search.forDifference(
            SEED, TRIES, ServerMenu::draw, script -> stage.play(script).differences());
    Agreement.isNoticed(fault.name(), found, script -> script.steps().size());
    Agreement.isSeenAgain(
        new Recording.ServerLife(found.orElseThrow().script()),
        found.orElseThrow().differences(),
        stage);
  }

  /// A race that others had, played out by the machine: only what a script can show.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REMEMBERS_READY") // it needs two clients
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-16", "HF-19", "HF-25"})
  void a_race_that_others_had_is_noticed_in_a_few_steps(RaceFault fault) {
    isNoticed(
        fault.name(),
        where -> new Stage(where, FaultyClient.with(fault), UnaryOperator.identity()));
  }

  private static void isNoticed(String name, Function<Where, Stage> stages) {
    Stage memory = stages.apply(Where.MEMORY);
    var found =
        Search.forDifference(SEED, TRIES, Menu::draw, script -> memory.play(script).differences());
    Agreement.isNoticed(name, found, script -> script.steps().size());
    var recording = new Recording.ClientLife(found.orElseThrow().script());
    Agreement.isSeenAgain(recording, found.orElseThrow().differences(), memory);
  }
}
