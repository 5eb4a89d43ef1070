package dev.handfast.conformance.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.InProcess;
import dev.handfast.conformance.drive.Program;
import dev.handfast.evidence.Zoo;
import dev.handfast.peer.ClientDriver;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gate lets the real client pass, and finds what is wrong with a faulty one, for its own
/// reason, in few steps.
@Execution(ExecutionMode.CONCURRENT)
class ClientGateTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");

  private static final Duration LONG = Duration.ofMinutes(5);

  /// 10 s for what must come, and does: only means that something hangs.
  private static final Duration HUNG = Duration.ofSeconds(10);

  /// 1 s for what will not come: each finding is looked at six times with all of it.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// 320 lives: a third of them goes to every order of two events, of which there are 103.
  private static final long LIVES = 320;

  /// 2,000 lives: twice what the rarest of these faults needs.
  private static final long MANY = 2_000;

  /// What no driver shows over a real socket: time that passes, a peer that does not read.
  private static final Set<FaultyMachine> UNSEEN =
      Set.of(
          MachineFault.LEAKS_REQUESTS,
          MachineFault.BEARS_SILENCE,
          RaceFault.DEADLINE_PER_READ,
          RaceFault.CLOSE_HANGS_UP);

  /// What shows first by another rule than the one that it is about: a close finds the message that
  /// no flush will ever find, the state is ahead before a frame is missing; and what one life
  /// leaves behind for the next.
  private static final Set<FaultyMachine> BESIDE =
      Set.of(
          RaceFault.ENTERS_AFTER_THE_FLUSH,
          RaceFault.REFUSED_IS_CONNECTED,
          RaceFault.REMEMBERS_READY);

  /// What shows where the client tries before the gate listens: an attempt where nobody listens is
  /// seen by nobody, so the gate gives it a moment, which a busy machine may take.
  private static final FaultyMachine AT_ITS_OWN_TIME = RaceFault.FIRST_REFUSAL_IS_FATAL;

  /// One of each kind: too early, lost, out of order, twice, never, untold.
  private static final Set<FaultyMachine> SAMPLE =
      Set.of(
          MachineFault.READY_WHEN_OPEN,
          MachineFault.LOSES_SECOND_QUEUED,
          MachineFault.LOSES_QUEUE_ON_REFUSAL,
          RaceFault.OVERTAKES_THE_FLUSH,
          RaceFault.GATE_HOLDS_THE_HANDSHAKE,
          RaceFault.HANDSHAKE_IN_THE_QUEUE,
          RaceFault.ACK_SETTLES_A_REQUEST);

  @Test
  void the_real_client_passes() throws IOException {
    try (var stage = new DriverStage(InProcess.of(ClientDriver::serve))) {
      ClientGate gate = gate(stage, LIVES, HUNG);

      assertThat(gate.search()).isEmpty();
      assertThat(gate.coverage().lives()).isEqualTo(LIVES);
      assertThat(gate.coverage().length()).isGreaterThanOrEqualTo(2);
    }
  }

  static Stream<FaultyMachine> faults() {
    return Stream.<FaultyMachine>concat(
            Stream.of(MachineFault.values()), Stream.of(RaceFault.values()))
        .filter(fault -> DEEP ? !UNSEEN.contains(fault) : SAMPLE.contains(fault));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_faulty_client_is_caught_for_its_own_reason_in_a_few_steps(FaultyMachine fault)
      throws IOException {
    Program.Start faulty = Planted.with(fault.id());
    try (var stage = new DriverStage(faulty)) {
      Optional<Finding> found = gate(stage, MANY, PATIENCE).search();

      assertThat(found).as(fault.id()).isPresent();
      Finding race = found.orElseThrow();
      System.out.printf("%s: %s, %s, life %d%n", fault, race.rules(), race.steps(), race.lives());
      if (!BESIDE.contains(fault)) {
        assertThat(race.rules()).containsAnyElementsOf(Zoo.get().rules(fault.id()));
        assertThat(race.steps()).hasSizeLessThanOrEqualTo(6);
        assertThat(race.again().tried()).isEqualTo(5);
        assertThat(race.again().shown()).isBetween(fault.equals(AT_ITS_OWN_TIME) ? 1 : 5, 5);
      }
    }
  }

  private static ClientGate gate(DriverStage stage, long lives, Duration patience) {
    return new ClientGate(stage, new Gate.Limits(LONG, lives, 1, patience));
  }
}
