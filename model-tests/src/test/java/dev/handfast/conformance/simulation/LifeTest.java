package dev.handfast.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hundreds of thousands of lives, and none in which a message is lost in silence.
@Tag("schedules") // its process has every compiler: there it is fast
class LifeTest {
  private static final long LIVES = Long.getLong("handfast.lives", 500_000);

  /// The most reluctant canary takes about 30.
  private static final long BUDGET = 2_000;

  @Test
  @Rule({"HF-1", "HF-3", "HF-5", "HF-12"})
  void no_life_breaks_a_promise() {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (long seed = 0; seed < LIVES; seed++) {
      List<String> wrong = Life.of(seed);
      assertThat(wrong).as("the life of seed %d", seed).isEmpty();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    System.out.printf(
        "%d lives without threads, %d a second on one core%n",
        LIVES, LIVES * 1_000_000_000 / nanos);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LOSES_SECOND_QUEUED",
        "REORDERS_AT_FLUSH",
        "READY_WHEN_OPEN",
        "REFUSAL_ACCEPTS",
        "LOSES_QUEUE_ON_REFUSAL"
      })
  @Rule({"HF-1", "HF-3", "HF-5"})
  void a_fault_of_the_machine_shows_in_some_life(MachineFault fault) {
    FaultyMachine.Machine machine = fault.machine().get();
    assertThat(LongStream.range(0, BUDGET).filter(seed -> !Life.of(seed, machine::step).isEmpty()))
        .as("lives in which %s shows", fault)
        .isNotEmpty();
  }
}
