package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The published comparison of the ways to search is one of the mutants that there are; with
/// `-Dhandfast.update=true` it is measured anew.
@Tag("schedules")
class FirstFailuresTest {
  private static final Path DOCS = Path.of(System.getProperty("handfast.root"), "docs");
  private static final Path PAGE = DOCS.resolve("schedules.md");
  private static final String BEGIN = "<!-- first failures (generated) -->\n";
  private static final String END = "<!-- /first failures -->";

  @Test
  void the_comparison_names_every_mutant_and_every_way_to_search() throws IOException {
    if (Boolean.getBoolean("handfast.update")) {
      measure();
    }
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    assertThat(table.lines().skip(2))
        .as("rows of %s: measure again with -Dhandfast.update=true", PAGE)
        .hasSize(Mutant.values().length);
    for (Mutant mutant : Mutant.values()) {
      assertThat(table)
          .contains("| %s | %s | %s |".formatted(mutant.title(), mutant.where(), mutant.kind()));
    }
    assertThat(table.lines().findFirst().orElseThrow()).contains(FirstFailuresPage.columns());
  }

  private static void measure() throws IOException {
    List<FirstFailures> all = List.of(Mutant.values()).stream().map(FirstFailures::of).toList();
    String page = Files.readString(PAGE);
    Files.writeString(
        PAGE,
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + FirstFailuresPage.table(all)
            + page.substring(page.indexOf(END)));
    Files.writeString(DOCS.resolve("schedules.svg"), FirstFailuresPage.plot(all));
  }
}
