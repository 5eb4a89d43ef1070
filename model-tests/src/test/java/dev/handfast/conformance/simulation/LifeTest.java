package dev.handfast.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A hundred thousand lives, in `deep` five times as many, and none in which a message is lost in
/// silence.
@Tag("schedules") // in deep its process has every compiler: there it is fast
class LifeTest {
  private static final long LIVES =
      Long.getLong("handfast.lives", Boolean.getBoolean("handfast.deep") ? 500_000 : 100_000);

  /// The most reluctant canary takes about 30.
  private static final long BUDGET = 2_000;

  private static final Evidence EVIDENCE = Evidence.of(LifeTest.class);

  /// Which rules a complaint about a life names.
  private static final Map<String, Set<String>> BROKEN =
      Map.of(
          "before the verdict", Set.of("HF-1"),
          "arrived after", Set.of("HF-3", "HF-4"),
          "ended twice", Set.of("HF-5"),
          "accepted {", Set.of("HF-5"),
          "failed {", Set.of("HF-5"),
          "written {", Set.of("HF-5"),
          "never ended", Set.of("HF-20"),
          "the orchestrator complains", Set.of("HF-17"));

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
    EVIDENCE.figure("lives without threads", LIVES);
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
    assertThat(shows(fault)).as("a life in which %s shows", fault.id()).isTrue();
  }

  /// What other rungs answer for is tried here, too; most of it nobody can see in these lives,
  /// which know no requests, for example.
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "LOSES_SECOND_QUEUED",
        "REORDERS_AT_FLUSH",
        "READY_WHEN_OPEN",
        "REFUSAL_ACCEPTS",
        "LOSES_QUEUE_ON_REFUSAL"
      })
  void another_fault_of_the_machine_is_looked_for(MachineFault fault) {
    var _ = shows(fault);
  }

  @ParameterizedTest
  @EnumSource
  void a_race_that_others_had_is_looked_for(RaceFault fault) {
    var _ = shows(fault);
  }

  /// Whether some life shows the fault for its own reason.
  private static boolean shows(FaultyMachine fault) {
    Set<String> wanted = Zoo.get().rules(fault.id());
    Optional<List<String>> any = Optional.empty();
    for (long seed = 0; seed < BUDGET; seed++) {
      List<String> wrong = Life.of(seed, fault.machine().get()::step);
      if (broken(wrong).stream().anyMatch(wanted::contains)) {
        EVIDENCE.killed(fault.id(), Rung.LIVES, broken(wrong), (int) seed + 1, wrong.getFirst());
        return true;
      }
      any = any.isEmpty() && !wrong.isEmpty() ? Optional.of(wrong) : any;
    }
    any.ifPresentOrElse(
        wrong ->
            EVIDENCE.killed(fault.id(), Rung.LIVES, broken(wrong), (int) BUDGET, wrong.getFirst()),
        () -> EVIDENCE.blind(fault.id(), Rung.LIVES, BUDGET + " lives"));
    return false;
  }

  private static SortedSet<String> broken(List<String> complaints) {
    var rules = new TreeSet<String>();
    for (String complaint : complaints) {
      BROKEN.forEach(
          (words, named) -> {
            if (complaint.contains(words)) {
              rules.addAll(named);
            }
          });
    }
    return rules;
  }
}
