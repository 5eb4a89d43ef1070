package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What would make the suite worthless is seen: verdicts that depend on luck or on how it is run,
/// subjects that do nothing and pass, a case that nobody would miss.
@Execution(ExecutionMode.CONCURRENT)
class SuiteDrillsTest {
  /// Runs of the whole suite that must say the same; -Dhandfast.flakes=1000 for the figure of
  /// docs/conform.md.
  private static final int RUNS = Integer.getInteger("handfast.flakes", 12);

  /// 6 runs at a time: alone, one waits more than it works.
  private static final int AT_ONCE = 6;

  private static final List<String> DEGENERATE =
      List.of("closes", "black-hole", "echo", "accepts", "rejects", "http");

  /// 500 ms: most of what a degenerate peer is asked for never comes.
  private static final Duration SHORT = Duration.ofMillis(500);

  static Stream<String> degenerate() {
    return DEGENERATE.stream();
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("degenerate")
  void who_does_the_same_whatever_is_said_passes_no_group(String what) throws IOException {
    for (String role : List.of("client", "server")) {
      for (Group group : Cases.of(role)) {
        assertThat(passes(role, what, group)).as(what + " " + role + ": " + group.name()).isFalse();
      }
    }
  }

  /// Case by case, up to the first that is not passed.
  private static boolean passes(String role, String what, Group group) throws IOException {
    for (Case test : group.cases()) {
      var alone = new Group(group.name(), group.title(), "", List.of(test));
      Subjects peer = Subjects.driven(role, Peers.degenerate(role, what));
      boolean passed =
          Runs.of(peer, SHORT, List.of(alone)).stream()
              .allMatch(result -> result.verdict() == Verdict.PASSED);
      if (!passed) {
        return false;
      }
    }
    return true;
  }

  @Tag("deep")
  @Test
  void right_peers_pass_again_and_again() throws Exception {
    var runs = new AtomicInteger();
    var cases = new AtomicInteger();
    var flakes = new ConcurrentSkipListMap<String, Integer>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var all = new ArrayList<Future<?>>();
      for (int run = 0; run < RUNS; run++) {
        String language = List.of("c", "node", "python").get(run / 2 % 3);
        String role = run % 2 == 0 ? "client" : "server";
        all.add(
            threads.submit(
                () -> {
                  for (CaseResult result : Runs.ofRight(language, role, Cases.of(role))) {
                    cases.incrementAndGet();
                    if (result.verdict().isBad()) {
                      flakes.merge(language + " " + result, 1, Integer::sum);
                    }
                  }
                  int done = runs.incrementAndGet();
                  if (done % 50 == 0 || done == RUNS) {
                    System.out.printf(
                        "%d runs, %d cases, %d flakes %s%n",
                        done, cases.get(), flakes.size(), flakes.keySet());
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        var _ = each.get();
      }
    }
    assertThat(flakes).isEmpty();
  }

  @Tag("deep")
  @ParameterizedTest
  @ValueSource(strings = {"client", "server"})
  @Execution(ExecutionMode.SAME_THREAD) // the load of one is not the other's
  void a_verdict_does_not_depend_on_how_the_suite_is_run(String role) throws IOException {
    assertThat(
            Runs.of(
                Subjects.driven(role, Peers.right("node", role)),
                Runs.HUNG,
                Cases.of(role),
                Way.values()))
        .allSatisfy(
            result ->
                assertThat(result.verdict())
                    .as(result.toString())
                    .isIn(Verdict.PASSED, Verdict.NOT_APPLICABLE));
  }

  /// The score is the number of faults that their owners catch.
  @Tag("deep")
  @Test
  void whoever_takes_a_case_away_lowers_the_score() throws IOException {
    long seed = System.nanoTime();
    System.out.println("drill with seed " + seed);
    List<Fault> faults =
        Fault.ALL.stream().filter(fault -> fault.languages().contains("node")).toList();
    String gone = faults.get(new Random(seed).nextInt(faults.size())).test();

    List<Fault> owned = faults.stream().filter(fault -> fault.test().equals(gone)).toList();
    int with = 0;
    int without = 0;
    for (Fault fault : owned) {
      with += isCaught(fault, Runs.owner(fault)) ? 1 : 0;
      without += isCaught(fault, without(gone, Runs.owner(fault))) ? 1 : 0;
    }
    assertThat(without).as("without " + gone).isLessThan(with);
    assertThat(with).isEqualTo(owned.size());
  }

  private static boolean isCaught(Fault fault, List<Group> groups) throws IOException {
    return Runs.broken(fault, "node", groups).stream().anyMatch(fault.rules()::contains);
  }

  private static List<Group> without(String id, List<Group> groups) {
    return groups.stream()
        .map(
            group ->
                new Group(
                    group.name(),
                    group.title(),
                    group.after(),
                    group.cases().stream().filter(test -> !isOf(id, test)).toList()))
        .filter(group -> !group.cases().isEmpty())
        .toList();
  }

  private static boolean isOf(String id, Case test) {
    return test.info().id().replaceFirst("/.*", "").equals(id);
  }
}
