package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The suite is tested: every faulty peer is caught by the case that owns its fault, because of a
/// rule that it breaks; and right peers pass.
@Execution(ExecutionMode.CONCURRENT)
class FaultyPeersTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");

  /// In this order, for their peers start the soonest first.
  private static final List<String> LANGUAGES = List.of("java", "c", "python", "node");

  private record Bred(Fault fault, String language) {}

  /// What started it all: in every language in every build.
  private static final String SEED = "ready-too-early";

  /// In deep every fault in every language; elsewhere one for each case that owns any.
  static Stream<Arguments> faults() {
    List<Bred> all =
        LANGUAGES.stream()
            .flatMap(
                language ->
                    Fault.ALL.stream()
                        .filter(fault -> fault.languages().contains(language))
                        .map(fault -> new Bred(fault, language)))
            .toList();
    var cases = new HashSet<String>();
    return all.stream()
        .filter(each -> DEEP || each.fault().name().equals(SEED) || cases.add(each.fault().test()))
        .map(each -> Arguments.of(each.fault(), each.language()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_caught_by_the_case_that_owns_it_for_its_own_reason(Fault fault, String language)
      throws IOException {
    assertThat(Runs.broken(fault, language, Runs.owner(fault)))
        .as("what %s breaks for %s", fault.name(), fault.test())
        .containsAnyElementsOf(fault.rules());
  }

  @Test
  void every_fault_has_a_case_and_every_case_knows_its_faults() {
    var byCases = new TreeSet<String>();
    for (String role : List.of("client", "server")) {
      cases(role)
          .map(Case::info)
          .forEach(
              info ->
                  info.kills()
                      .forEach(
                          fault -> byCases.add(info.id().replaceFirst("/.*", "") + " " + fault)));
    }
    var byFaults = new TreeSet<String>();
    Fault.ALL.forEach(fault -> byFaults.add(fault.test() + " " + fault.name()));
    assertThat(byCases).containsAll(byFaults);
    assertThat(byCases.stream().map(line -> line.replaceFirst(".* ", "")))
        .isSubsetOf(Fault.ALL.stream().map(Fault::name).toList());
  }

  private static Stream<Case> cases(String role) {
    return Cases.of(role).stream().flatMap(group -> group.cases().stream());
  }

  @Test
  void there_are_at_least_seventy_faults_in_four_languages() {
    assertThat(Fault.ALL).hasSizeGreaterThanOrEqualTo(70);
    assertThat(Fault.ALL.stream().flatMap(fault -> fault.languages().stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(LANGUAGES);
  }

  /// All cases in deep; elsewhere they share a sample, and each case of that meets one of them. How
  /// the library itself does: `ConformCommandTest`.
  @ParameterizedTest
  @ValueSource(strings = {"node", "python", "c"})
  void a_right_peer_passes(String language) throws IOException {
    for (String role : List.of("client", "server")) {
      List<Group> all = Cases.of(role);
      assertThat(Runs.ofRight(language, role, DEEP ? all : part(language, all)))
          .allSatisfy(
              result ->
                  assertThat(result.verdict())
                      .as(result.toString())
                      .isIn(Verdict.PASSED, Verdict.NOT_APPLICABLE));
    }
  }

  private static List<Group> part(String language, List<Group> all) {
    List<String> processes = LANGUAGES.stream().filter(each -> !each.equals("java")).toList();
    var shard = new Selection.Shard(1 + processes.indexOf(language), processes.size());
    return new Selection(List.of(), shard).of(Selection.sample(all));
  }

  @Test
  void the_client_of_threads_is_right_where_it_has_no_fault() throws IOException {
    for (Fault fault : Fault.ALL) {
      if (fault.languages().contains("java")) {
        assertThat(
                Runs.of(
                    Subjects.driven(fault.role(), Peers.right("java", fault.role())),
                    Runs.HUNG,
                    Runs.owner(fault)))
            .extracting(CaseResult::verdict)
            .containsOnly(Verdict.PASSED);
      }
    }
  }
}
