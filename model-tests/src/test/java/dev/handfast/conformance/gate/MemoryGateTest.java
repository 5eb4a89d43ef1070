package dev.handfast.conformance.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.evidence.Zoo;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// In memory the gate lets the real client pass, and finds what is wrong with a faulty one: also
/// what shows in time only.
class MemoryGateTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");

  private static final long LIVES = 500;

  /// 3,000 lives are enough for the sample; a third of them are orders of few events.
  private static final long MANY = DEEP ? 20_000 : 3_000;

  /// What no driver over a socket shows, for it shows in time; and one of the others.
  private static final Set<FaultyMachine> SAMPLE =
      Set.of(
          MachineFault.LEAKS_REQUESTS,
          MachineFault.BEARS_SILENCE,
          RaceFault.DEADLINE_PER_READ,
          MachineFault.LOSES_SECOND_QUEUED);

  /// What takes a peer that comes late, which a socket has and this does not, or a full pipe, which
  /// neither has.
  private static final Set<FaultyMachine> UNSEEN =
      Set.of(
          RaceFault.FIRST_REFUSAL_IS_FATAL,
          RaceFault.REFUSED_IS_CONNECTED,
          RaceFault.HANDSHAKE_IN_THE_QUEUE,
          RaceFault.CLOSE_HANGS_UP);

  @Test
  void the_real_client_passes() {
    assertThat(MemoryHunt.hunt(LIVES)).isEmpty();
  }

  static Stream<FaultyMachine> faults() {
    return Stream.<FaultyMachine>concat(
            Stream.of(MachineFault.values()), Stream.of(RaceFault.values()))
        .filter(fault -> DEEP ? !UNSEEN.contains(fault) : SAMPLE.contains(fault));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_faulty_client_is_caught(FaultyMachine fault) {
    List<List<String>> found = Planted.hunt(fault.id(), MANY);
    System.out.printf("%s: %s%n", fault, found);

    assertThat(found).as(fault.id()).isNotEmpty();
    if (fault != RaceFault.ENTERS_AFTER_THE_FLUSH) { // a close finds it first, as over a socket
      assertThat(found.getFirst()).containsAnyElementsOf(Zoo.get().rules(fault.id()));
    }
    assertThat(found.getLast()).hasSizeLessThanOrEqualTo(8);
  }
}
