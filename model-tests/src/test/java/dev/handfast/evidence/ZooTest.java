package dev.handfast.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `spec/zoo.yaml` has every faulty thing that the tests' enums have, in the same words, and names
/// rules that there are.
class ZooTest {
  private static final Path ROOT = Path.of(System.getProperty("handfast.root", ".."));

  /// A constant of an enum, with the comment above it.
  private static final Pattern CONSTANT =
      Pattern.compile(
          "((?:^  ///.*\\n)+)^  ([A-Z][A-Z0-9_]+)(?= \\{|[,;({\\n])", Pattern.MULTILINE);

  private static final Pattern RULE = Pattern.compile("^- id: (HF-\\d+)$", Pattern.MULTILINE);
  private static final Pattern SECTION = Pattern.compile("^## (\\d+) ", Pattern.MULTILINE);

  @ParameterizedTest
  @CsvSource({
    "machine, test/java/dev/handfast/client/MachineFault.java, ''",
    "race, test/java/dev/handfast/client/RaceFault.java, ''",
    "wire, test/java/dev/handfast/conformance/WireFault.java, ''",
    "server-wire, test/java/dev/handfast/conformance/WireFault.java, SWALLOWS_REFUSALS",
    "slip, main/java/dev/handfast/conformance/reference/Slip.java, NONE",
    "server-slip, main/java/dev/handfast/conformance/reference/ServerSlip.java, NONE",
    "threads, test/java/dev/handfast/conformance/schedule/Mutant.java, ''",
    "flaw, test/java/dev/handfast/races/Flaw.java, ''"
  })
  void the_zoo_has_every_constant_with_its_comment(String kind, String source, String but)
      throws IOException {
    List<String> constants =
        CONSTANT
            .matcher(Files.readString(ROOT.resolve("model-tests/src").resolve(source)))
            .results()
            .filter(constant -> !constant.group(2).equals(but))
            .map(
                constant ->
                    kind
                        + "/"
                        + constant.group(2)
                        + ": "
                        + constant.group(1).replaceAll("\\s*///\\s*", " ").strip())
            .toList();
    List<String> listed =
        Zoo.get().mutants().stream()
            .filter(mutant -> mutant.kind().equals(kind))
            .map(mutant -> mutant.id() + ": " + mutant.sentence())
            .toList();

    assertThat(constants).isNotEmpty();
    assertThat(listed)
        .as("spec/zoo.yaml against %s: give a new constant an entry there", source)
        .containsExactlyInAnyOrderElementsOf(constants);
  }

  @Test
  void every_mutant_breaks_rules_that_there_are() throws IOException {
    List<String> known = new ArrayList<>(List.of("every cell", "every change"));
    RULE.matcher(Files.readString(ROOT.resolve("spec/rules.yaml")))
        .results()
        .forEach(rule -> known.add(rule.group(1)));
    SECTION
        .matcher(Files.readString(ROOT.resolve("spec/PROTOCOL.md")))
        .results()
        .forEach(section -> known.add("section " + section.group(1)));

    for (Zoo.Mutant mutant : Zoo.get().mutants()) {
      assertThat(mutant.rules()).as("rules of %s in spec/zoo.yaml", mutant.id()).isNotEmpty();
      assertThat(known)
          .as("the rules of spec/rules.yaml and the sections of spec/PROTOCOL.md, for %s", mutant)
          .containsAll(mutant.rules());
    }
  }
}
