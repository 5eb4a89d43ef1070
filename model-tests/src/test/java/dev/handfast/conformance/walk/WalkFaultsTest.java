package dev.handfast.conformance.walk;

import static dev.handfast.conformance.walk.ClientStimulus.ACCEPT;
import static dev.handfast.conformance.walk.ClientStimulus.CLOSE;
import static dev.handfast.conformance.walk.ClientStimulus.RETRY_FINDS_NOBODY;
import static dev.handfast.conformance.walk.ClientStimulus.RETRY_FINDS_PEER;
import static dev.handfast.conformance.walk.ClientStimulus.SEND;
import static dev.handfast.conformance.walk.ClientStimulus.STOPS_READING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.replay.Where;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import dev.handfast.seam.Threads;
import dev.handfast.transport.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A client with a planted fault does not get over the ground, and the shortest way to see it is
/// told.
class WalkFaultsTest {
  private static final Evidence EVIDENCE = Evidence.of(WalkFaultsTest.class);
  private static final int MOST_STEPS = 8;

  /// Most faults do not get over every transition.
  private static final List<Trial> TRIALS =
      List.of(
          Trial.of(ClientView.TALK, Walks::overTransitions),
          Trial.of(ClientView.CROWD, Walks::overTransitions),
          Trial.of(ClientView.DROPS, Walks::overTransitions),
          Trial.of(ClientView.TALK, Walks::overPairs));

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-1", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-9", "HF-12", "HF-30", "HF-32"})
  void a_fault_of_the_machine_is_rejected(MachineFault fault) {
    isRejected(fault);
  }

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-16", "HF-19", "HF-25"})
  void a_race_that_others_had_is_rejected(RaceFault fault) {
    isRejected(fault);
  }

  /// Each costs the time in which what is missing must have come: in `deep` alone.
  static Stream<Arguments> shownByWalks() {
    Map<RaceFault, List<List<ClientStimulus>>> lives =
        Map.of(
            RaceFault.FIRST_REFUSAL_IS_FATAL, List.of(List.of(SEND)),
            RaceFault.REFUSED_IS_CONNECTED, List.of(List.of(RETRY_FINDS_NOBODY)),
            RaceFault.REMEMBERS_READY, List.of(List.of(RETRY_FINDS_PEER, ACCEPT), List.of(SEND)),
            RaceFault.CLOSE_HANGS_UP,
                List.of(List.of(RETRY_FINDS_PEER, STOPS_READING, ACCEPT, SEND, CLOSE)));
    return lives.entrySet().stream()
        .flatMap(
            life ->
                Stream.of(Where.JDK, Where.JUNIX)
                    .map(where -> Arguments.of(life.getKey(), life.getValue(), where)));
  }

  /// What no script shows over a socket, a walk does: its client begins before anybody listens, has
  /// one before it, and sends more than the kernel holds.
  @ParameterizedTest
  @Tag("deep")
  @MethodSource("shownByWalks")
  @Rule({"HF-10", "HF-12", "HF-19"})
  void what_scripts_cannot_show_over_a_socket_walks_can(
      RaceFault fault, List<List<ClientStimulus>> lives, Where where, @TempDir Path directory) {
    ClientView view = fault == RaceFault.CLOSE_HANGS_UP ? ClientView.CROWD : ClientView.TALK;
    var machine = Observable.of(view);
    Transport transport =
        where.transport().create(task -> Threads.system().platform("walks", task));
    try {
      var rooms =
          SocketOutside.rooms(directory, transport, view.overflow(), FaultyClient.with(fault));
      var found =
          lives.stream()
              .map(Walk::new)
              .flatMap(walk -> walk.in(rooms, machine, new Coverage<>(machine)).stream())
              .toList();
      assertThat(found).as("the walks that show %s over %s", fault.id(), where).hasSize(1);
      assertThat(ClientSights.broken(found.getFirst()))
          .as("%s over %s: %s", fault.id(), where, found)
          .containsAnyElementsOf(Zoo.get().rules(fault.id()));
    } finally {
      transport.close();
    }
  }

  /// Rejected for the reason that belongs to the fault: another one would not be missed.
  private static void isRejected(FaultyMachine fault) {
    Set<String> rules = Zoo.get().rules(fault.id());
    var found =
        TRIALS.stream().flatMap(trial -> trial.difference(fault, rules).stream()).findFirst();

    assertThat(found)
        .as("%s: a walk that shows a difference that breaks one of %s", fault.id(), rules)
        .isPresent();
    Walk.Difference<ClientStimulus> difference = found.orElseThrow();
    System.out.println(fault.id() + ": " + ClientSights.broken(difference) + " " + difference);
    EVIDENCE.killed(
        fault.id(),
        Rung.WALKS,
        ClientSights.broken(difference),
        difference.walk().stimuli().size(),
        "expected " + difference.expected() + "; seen " + difference.seen());
    assertThat(difference.walk().stimuli()).hasSizeLessThanOrEqualTo(MOST_STEPS);
  }
}
