package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.client.FaultyClient;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.conformance.world.ServerWorld;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Hunt;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import dev.handfast.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the trace of a faulty client or server shows by itself, to somebody who knows neither the
/// script nor what the reference says of it.
class TracedFaultsTest {
  private static final long SEED = 20_260_102L;

  /// 150 lives for each fault: twice as many show no more. It takes 668 until LATE_CONNECTION_STAYS
  /// shows, and 1,670 until DEAF_BEHIND_THE_ACK does.
  private static final int TRIES = 150;

  private static final Pattern RULE = Pattern.compile("impossible \\(((?:HF-|section )\\d+)");

  private static final Evidence EVIDENCE = Evidence.of(TracedFaultsTest.class);
  private static final Hunt<Script> CLIENTS =
      new Hunt<>(EVIDENCE, Rung.TRACES, SEED, TRIES, Menu::draw, script -> script.steps().size());
  private static final Hunt<ServerScript> SERVERS =
      new Hunt<>(
          EVIDENCE, Rung.TRACES, SEED, TRIES, ServerMenu::draw, script -> script.steps().size());

  @ParameterizedTest
  @EnumSource
  void a_fault_of_the_machine_is_looked_for(MachineFault fault) {
    isLookedFor(fault.id(), FaultyClient.with(fault), UnaryOperator.identity());
  }

  @ParameterizedTest
  @EnumSource
  void a_race_that_others_had_is_looked_for(RaceFault fault) {
    isLookedFor(fault.id(), FaultyClient.with(fault), UnaryOperator.identity());
  }

  @ParameterizedTest
  @EnumSource
  void a_fault_of_the_transport_is_looked_for(WireFault fault) {
    isLookedFor(fault.id("wire"), ClientSubject::real, fault::around);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SWALLOWS_REFUSALS") // it never hears one
  void a_fault_of_the_servers_transport_is_looked_for(WireFault fault) {
    String mutant = fault.id("server-wire");
    isAsTheZooSays(
        mutant,
        SERVERS.notices(
            mutant,
            script -> shown(ServerWorld.play(script.toTheEnd(), fault::around).impossible())));
  }

  private static void isLookedFor(
      String mutant, ClientSubject.Factory client, UnaryOperator<Transport> wiring) {
    isAsTheZooSays(
        mutant,
        CLIENTS.notices(
            mutant,
            script -> shown(ClientWorld.play(script.toTheEnd(), client, wiring).impossible())));
  }

  private static void isAsTheZooSays(String mutant, Optional<?> found) {
    assertThat(found.isEmpty())
        .as("%s is not seen in %d traces: %s", mutant, TRIES, found)
        .isEqualTo(Zoo.get().isBlind(mutant, Rung.TRACES));
  }

  private static Hunt.Shown shown(List<String> impossible) {
    Set<String> rules =
        impossible.stream()
            .flatMap(entry -> RULE.matcher(entry).results())
            .map(named -> named.group(1))
            .collect(Collectors.toSet());
    return new Hunt.Shown(rules, impossible);
  }
}
