package dev.handfast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.handfast.bench.Pairs.Clients;
import dev.handfast.bench.report.Placement;
import dev.handfast.bench.report.Results;
import dev.handfast.bench.report.Sample;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pairs live over rounds, and nobody's death is anybody else's.
class PairsTest {
  private static final Path HOME = Path.of(System.getProperty("handfast.root"), "bench");
  private static final String SHORT = "rtt 0.01 0.01 0 0";
  private static final Pairs.Kind PAIR =
      new Pairs.Kind(Peer.C, "blocking", Clients.ITS_OWN, List.of(SHORT));

  private Lab lab;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    lab = new Lab(new Tools(HOME), List.of());
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void a_pair_lives_until_its_fork_ends() throws Exception {
    lab.pairs().ask(PAIR, SHORT);
    Set<Long> first = children();
    assertThat(first).hasSize(2);
    lab.pairs().ask(PAIR, SHORT);
    assertThat(children()).isEqualTo(first);
    lab.pairs().end();
    assertThat(children()).isEmpty();
    lab.pairs().ask(PAIR, SHORT);
    assertThat(children()).hasSize(2).doesNotContainAnyElementsOf(first);
  }

  @Test
  void a_pair_that_dies_is_reported_and_another_one_takes_its_turn() throws Exception {
    lab.pairs().ask(PAIR, SHORT);
    assertThatThrownBy(() -> lab.pairs().ask(PAIR, "nonsense 0 0 0 0"))
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("no workload is called nonsense");
    assertThat(children()).isEmpty();
    assertThat(lab.pairs().ask(PAIR, SHORT).answer().get("count").asInt()).isPositive();
  }

  @Test
  void a_server_that_dies_between_two_rounds_is_reported() throws Exception {
    lab.pairs().ask(PAIR, SHORT);
    for (ProcessHandle server : running("server")) {
      server.destroyForcibly();
      server.onExit().join();
    }
    assertThatThrownBy(() -> lab.pairs().ask(PAIR, SHORT)).isInstanceOf(RunFailed.class);
    assertThat(lab.pairs().ask(PAIR, SHORT).answer().get("count").asInt()).isPositive();
  }

  @Test
  void it_is_told_the_processor_time_of_what_counts() throws Exception {
    lab.pairs().ask(PAIR, SHORT);
    List<ProcessHandle> both = children().stream().map(pid -> ProcessHandle.of(pid).get()).toList();
    Duration before = processorTime(both);
    Duration counted = lab.pairs().ask(PAIR, "rtt 0.5 0.5 0 0").spent().orElseThrow();
    assertThat(counted).isPositive().isLessThan(processorTime(both).minus(before));
  }

  private static Duration processorTime(List<ProcessHandle> processes) {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration().orElseThrow())
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void a_pair_plays_its_warm_up_before_anything_counts() throws Exception {
    var cold = new Pairs.Kind(Peer.C, "blocking", Clients.ITS_OWN, List.of("first 0 0 0 0"));
    assertThatThrownBy(() -> lab.pairs().ask(cold, SHORT)).hasMessageContaining("first");
  }

  @Test
  void rounds_go_on_after_a_death_and_each_fork_has_pairs_of_its_own() throws Exception {
    var pairs = new ArrayList<Set<Long>>();
    Task dies = new Task("dies", 0, "c", 1, in -> Map.of("n", number(in, "nonsense 0 0 0 0")));
    Task lives =
        new Task(
            "lives",
            0,
            "c",
            1,
            in -> {
              double count = number(in, SHORT);
              pairs.add(children());
              return Map.of("n", count);
            });
    var results = new Results();
    var kept = new ArrayList<Integer>();
    new Rounds(lab, List.of(lives, lives, dies), Set.of(), results, 1).play(2, kept::add);
    assertThat(kept).containsExactly(1, 2);
    assertThat(results.failures()).hasSize(2).allMatch(what -> what.contains("dies, c"));
    assertThat(results.samples().stream().map(Sample::round)).containsExactly(1, 1, 2, 2);
    assertThat(pairs.get(1)).isEqualTo(pairs.get(0));
    assertThat(pairs.get(2)).doesNotContainAnyElementsOf(pairs.get(0));
  }

  /// One who plays in every other round only changes nothing for the others.
  @Test
  void each_turn_of_a_workload_begins_with_another_contender() throws Exception {
    var begins = new ArrayList<String>();
    var tasks =
        List.of(
            noting("often", "a", 1, begins),
            noting("often", "b", 1, begins),
            noting("often", "c", 2, begins),
            noting("rarely", "d", 2, begins),
            noting("rarely", "e", 2, begins));
    new Rounds(lab, tasks, Set.of(), new Results(), 5).play(4, _ -> {});
    assertThat(begins)
        .containsExactly("a", "b", "c", "d", "e", "b", "a", "a", "b", "c", "e", "d", "b", "a");
  }

  private static Task noting(String workload, String who, int every, List<String> played) {
    return new Task(
        workload,
        0,
        who,
        every,
        _ -> {
          played.add(who);
          return Map.of();
        });
  }

  @Test
  void all_threads_of_both_ends_are_on_the_cores_that_they_are_given_until_the_next_turn()
      throws Exception {
    List<Integer> ours = Cores.ours();
    assertThat(ours).hasSize(allowed());
    assumeThat(Cores.cannotPlace()).isEmpty();
    var pair = new Pairs.Kind(Peer.JDK, "blocking", Clients.ITS_OWN, List.of(SHORT));
    List<Integer> two = Cores.two(ours);
    List<Integer> one = two.subList(0, 1);
    lab.pairs().ask(pair, SHORT);
    Set<Long> both = children();
    lab.pairs().ask(pair, Placement.ONE_CORE, SHORT);
    assertThat(placesOfChildren()).containsExactly(one, one);
    lab.pairs().ask(pair, Placement.TWO_CORES, SHORT);
    assertThat(placesOfChildren()).containsExactly(one, two.subList(1, 2));
    lab.pairs().ask(pair, SHORT);
    assertThat(placesOfChildren()).containsExactly(ours, ours);
    assertThat(children()).as("the same processes").isEqualTo(both);
  }

  /// Where all threads of the server are, and then where those of the client are, which starts when
  /// the server stands.
  private static List<List<Integer>> placesOfChildren() throws IOException {
    var places = new ArrayList<List<Integer>>();
    List<ProcessHandle> inOrder =
        ProcessHandle.current()
            .children()
            .sorted(Comparator.comparing(process -> process.info().startInstant().orElseThrow()))
            .toList();
    for (ProcessHandle process : inOrder) {
      List<Integer> place = Cores.of(process.pid());
      assertThat(Cores.isOn(process.pid(), place)).as("one place for all threads").isTrue();
      places.add(place);
    }
    return places;
  }

  @Test
  void a_pair_that_dies_on_a_given_core_is_reported_and_the_next_one_plays_there_and_elsewhere()
      throws Exception {
    assumeThat(Cores.cannotPlace()).isEmpty();
    lab.pairs().ask(PAIR, Placement.ONE_CORE, SHORT);
    for (ProcessHandle client : running("client")) {
      client.destroyForcibly();
      client.onExit().join();
    }
    assertThatThrownBy(() -> lab.pairs().ask(PAIR, Placement.TWO_CORES, SHORT))
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("c client ended");
    List<Integer> two = Cores.two(Cores.ours());
    lab.pairs().ask(PAIR, Placement.TWO_CORES, SHORT);
    assertThat(placesOfChildren()).containsExactly(two.subList(0, 1), two.subList(1, 2));
    lab.pairs().ask(PAIR, SHORT);
    assertThat(placesOfChildren()).containsExactly(Cores.ours(), Cores.ours());
  }

  @Test
  void a_core_that_the_machine_does_not_have_is_reported() throws Exception {
    assumeThat(Cores.cannotPlace()).isEmpty();
    try (Child sleeper = lab.start("sleeper", List.of("sleep", "600"))) {
      assertThatThrownBy(() -> Cores.place(sleeper, List.of(9999)))
          .isInstanceOf(RunFailed.class)
          .hasMessageStartingWith("sleeper: got threads on other cores after")
          .hasMessageEndingWith("wanted all on 9999");
      sleeper.process().destroyForcibly().waitFor();
      assertThatThrownBy(() -> Cores.place(sleeper, List.of(9999)))
          .isInstanceOf(RunFailed.class)
          .hasMessageStartingWith("sleeper ended");
    }
  }

  @Test
  void given_cores_are_among_those_that_may_be_used() {
    List<Integer> ours = List.of(5004, 5005, 5006, 5007);
    assertThat(Cores.ofServer(Placement.SYSTEM, ours)).isEqualTo(ours);
    assertThat(Cores.ofClient(Placement.SYSTEM, ours)).isEqualTo(ours);
    assertThat(Cores.ofServer(Placement.ONE_CORE, ours)).containsExactly(5004);
    assertThat(Cores.ofClient(Placement.ONE_CORE, ours)).containsExactly(5004);
    assertThat(Cores.ofServer(Placement.TWO_CORES, ours)).containsExactly(5004);
    assertThat(Cores.ofClient(Placement.TWO_CORES, ours)).containsExactly(5005);
  }

  @Test
  void without_a_second_core_or_taskset_no_cores_are_given_and_the_reason_is_told() {
    assertThat(Cores.cannotPlace(List.of(3), "taskset from util-linux 2.38"))
        .contains("this process may use core [3] only, two are needed");
    assertThat(Cores.cannotPlace(List.of(3, 4), "none")).contains("taskset: not installed");
    assertThat(Cores.cannotPlace(List.of(3, 4), "taskset from util-linux 2.38")).isEmpty();
  }

  @Test
  void what_takes_long_has_a_turn_in_each_fork_and_never_at_the_same_place_of_it() {
    Effort core = Effort.core();
    List<Integer> rounds =
        IntStream.range(0, core.rounds())
            .filter(round -> round % core.rare() == 0)
            .boxed()
            .toList();
    assertThat(rounds.stream().map(round -> round / core.fork()))
        .doesNotHaveDuplicates()
        .hasSize(core.rounds() / core.fork());
    assertThat(rounds.stream().map(round -> round % core.fork())).doesNotHaveDuplicates();
  }

  /// How many bits the system has set for this process in the mask of its cores. It is no fewer
  /// where a quota of the processor time makes Java speak of fewer processors.
  private static int allowed() throws IOException {
    String mask =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Cpus_allowed:"))
            .findFirst()
            .orElseThrow()
            .replaceAll("^Cpus_allowed:|[\\s,]", "");
    return new BigInteger(mask, 16).bitCount();
  }

  @Test
  void the_processes_that_keep_cores_awake_end_with_the_lab() throws Exception {
    List<ProcessHandle> awake;
    try (var other = new Lab(new Tools(HOME), List.of())) {
      assertThat(Cores.keepAwake(other, Map.of())).isEmpty();
      awake = running("awake");
      var cores = new ArrayList<Integer>();
      for (ProcessHandle spinner : awake) {
        cores.addAll(Cores.of(spinner.pid()));
      }
      assertThat(cores).containsExactlyInAnyOrderElementsOf(Cores.ours());
    }
    awake.forEach(process -> process.onExit().join());
    assertThat(awake).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void without_the_program_in_c_cores_sleep_and_the_reason_is_told() throws Exception {
    assertThat(Cores.keepAwake(lab, Map.of(Peer.C, "gcc: not installed")))
        .contains("gcc: not installed");
    assertThat(children()).isEmpty();
  }

  private static double number(Lab in, String order)
      throws IOException, RunFailed, InterruptedException {
    return in.pairs().ask(PAIR, order).answer().get("count").asDouble();
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /// None where it has ended, and its exit code is not read yet.
  private static List<String> words(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }

  private static List<ProcessHandle> running(String role) {
    return ProcessHandle.current()
        .children()
        .filter(process -> words(process).contains(role))
        .toList();
  }
}
