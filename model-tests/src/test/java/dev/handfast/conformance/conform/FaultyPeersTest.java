package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The suite is tested: every faulty peer is caught by the case that owns its fault, because of a
/// rule that it breaks; and right peers pass.
class FaultyPeersTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");

  /// 1 s for what will not come.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// 10 s for what must come, and does: only means that something hangs.
  private static final Duration HUNG = Duration.ofSeconds(10);

  private static final Duration LONG = Duration.ofMinutes(5);

  private static final List<Fault> FAULTS = read();

  /// Something that a peer does wrong on purpose.
  record Fault(String name, String role, String test, Set<String> rules, List<String> languages) {}

  private static List<Fault> read() {
    Path file =
        Path.of(System.getProperty("handfast.root", ".."), "model-tests", "peers", "faults.yaml");
    return StreamSupport.stream(new YAMLMapper().readTree(file.toFile()).spliterator(), false)
        .map(
            node ->
                new Fault(
                    node.required("name").asString(),
                    node.required("role").asString(),
                    node.path("case").asString(""),
                    new TreeSet<>(texts(node.required("rules"))),
                    texts(node.required("in"))))
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
  }

  static Stream<Arguments> faults() {
    return FAULTS.stream()
        .flatMap(
            fault ->
                fault.languages().stream()
                    .filter(language -> DEEP || language.equals("node"))
                    .map(language -> Arguments.of(fault, language)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_caught_by_the_case_that_owns_it_for_its_own_reason(Fault fault, String language)
      throws IOException {
    List<CaseResult> results =
        run(
            Subjects.driven(fault.role(), Peers.faulty(language, fault.role(), fault.name())),
            PATIENCE,
            new Selection(List.of(fault.test(), fault.test() + "/*"), Selection.Shard.ALL)
                .of(Cases.of(fault.role())));

    var rules = new HashSet<String>();
    results.stream()
        .flatMap(result -> result.failure().stream())
        .map(Failure::rules)
        .forEach(rules::addAll);
    assertThat(rules).as(results.toString()).containsAnyElementsOf(fault.rules());
  }

  @Test
  void every_fault_has_a_case_and_every_case_knows_its_faults() {
    var byCases = new TreeSet<String>();
    for (String role : List.of("client", "server")) {
      infos(role)
          .forEach(
              info -> info.kills().forEach(fault -> byCases.add(base(info.id()) + " " + fault)));
    }
    var byFaults = new TreeSet<String>();
    FAULTS.forEach(fault -> byFaults.add(fault.test() + " " + fault.name()));
    assertThat(byCases).containsAll(byFaults);
    assertThat(byCases.stream().map(line -> line.replaceFirst(".* ", "")))
        .isSubsetOf(FAULTS.stream().map(Fault::name).toList());
  }

  private static Stream<CaseInfo> infos(String role) {
    return Cases.of(role).stream()
        .flatMap(group -> group.cases().stream())
        .map(test -> test.info());
  }

  private static String base(String id) {
    return id.replaceFirst("/.*", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "python", "c"})
  void a_right_peer_passes(String language) throws IOException {
    for (String role : List.of("client", "server")) {
      List<CaseResult> results =
          run(Subjects.driven(role, Peers.right(language, role)), HUNG, Cases.of(role));
      assertThat(results)
          .allSatisfy(
              result ->
                  assertThat(result.verdict())
                      .as(result.toString())
                      .isIn(Verdict.PASSED, Verdict.NOT_APPLICABLE));
    }
  }

  private static List<CaseResult> run(Subjects subjects, Duration patience, List<Group> groups)
      throws IOException {
    var heard = new ArrayList<CaseResult>();
    try (var suite =
        new Suite(
            subjects, new Options(1, patience, LONG, Set.of(Way.PLAIN)), id -> id, heard::add)) {
      List<CaseResult> results = suite.run(groups);
      assertThat(heard).containsExactlyInAnyOrderElementsOf(results);
      return results;
    }
  }
}
