package dev.handfast.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.conformance.verdict.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The cases are complete, and what is wrong with a file of them is said.
class CasesTest {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  /// What no case can show, and why.
  private static final Map<String, String> WITHOUT =
      Map.of("HF-31", "a peer of another user: the suite has one user");

  private static final int CLASSES = 20;
  private static final int OBSERVED = 21;

  private static List<Case> all() {
    return Stream.of("client", "server")
        .flatMap(role -> Cases.of(role).stream())
        .flatMap(group -> group.cases().stream())
        .toList();
  }

  @Test
  void every_rule_has_cases() {
    var tested = new HashSet<>(WITHOUT.keySet());
    for (Case test : all()) {
      tested.addAll(test.info().rules());
      test.steps().forEach(step -> tested.add(step.rule()));
    }
    assertThat(tested).containsExactlyInAnyOrderElementsOf(Rules.all().keySet());
  }

  @Test
  void every_class_of_race_has_cases() {
    var races = new TreeSet<String>();
    eachOfTheFiles(node -> node.path("races").forEach(race -> races.add(race.asString())));
    var wanted = new ArrayList<String>();
    IntStream.rangeClosed(1, CLASSES).forEach(i -> wanted.add("R" + i));
    IntStream.rangeClosed(1, OBSERVED).forEach(i -> wanted.add("O" + i));
    assertThat(races).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static void eachOfTheFiles(Consumer<JsonNode> visitor) {
    Path folder = Path.of(System.getProperty("handfast.root", ".."), "spec", "cases");
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.getNameCount() == folder.getNameCount() + 2)
          .map(file -> MAPPER.readTree(file.toFile()))
          .forEach(root -> root.path("cases").forEach(visitor));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void an_id_is_one_cases_and_says_its_role() {
    assertThat(all()).extracting(test -> test.info().id()).doesNotHaveDuplicates();
    assertThat(all())
        .allSatisfy(
            test ->
                assertThat(test.info().id())
                    .startsWith(test.role().equals("client") ? "C-" : "S-"));
  }

  @Test
  void every_byte_of_the_exchange_is_a_cut_and_an_end() {
    Set<String> ids = new HashSet<>();
    all().forEach(test -> ids.add(test.info().id()));
    for (String of : List.of("C-ACK", "S-HANDSHAKE")) {
      long cuts = ids.stream().filter(id -> id.matches(of + "-CUT/\\d+")).count();
      long ends = ids.stream().filter(id -> id.matches(of + "-BROKEN-OFF/\\d+")).count();
      assertThat(cuts).isGreaterThan(100);
      assertThat(ends).as("one more: nothing at all").isEqualTo(cuts + 1);
    }
  }

  @Test
  void what_is_wrong_with_a_file_is_said() {
    assertThatThrownBy(() -> read("steps: [fly]"))
        .isInstanceOf(BadCase.class)
        .hasMessageContaining("t.yaml C-T: got the step `fly`");
    assertThatThrownBy(() -> read("steps: [{say: nonsense}]"))
        .hasMessageContaining("got the word \"nonsense\", wanted one of [hi]");
    assertThatThrownBy(() -> read("steps: [{say: hi, expect: pong}]"))
        .hasMessageContaining("one thing to do or to expect");
    assertThatThrownBy(() -> read("steps: [{say: {hex: xyz}}]"))
        .hasMessageContaining("pairs of hexadecimal digits");
    assertThatThrownBy(() -> read("step: [connect]")).hasMessageContaining("the key step");
    assertThatThrownBy(() -> read("steps: []")).hasMessageContaining("no rules or no steps");
    assertThatThrownBy(() -> read("steps: [{say: {what: hi, cut: here}}]"))
        .hasMessageContaining("the cut");
  }

  private static Group read(String rest) {
    String file =
        """
        group: g
        role: client
        title: t
        cases:
          - {id: C-T, title: t, rules: [HF-1], because: b, look: l, %s}
        """
            .formatted(rest);
    JsonNode named = MAPPER.readTree("client: {hi: {type: ping}}");
    return new CaseReader("t.yaml", MAPPER.readTree(file), named).read();
  }
}
