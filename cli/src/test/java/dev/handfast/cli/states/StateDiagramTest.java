package dev.handfast.cli.states;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keeps the drawings in `ARCHITECTURE.md` true.
///
/// `mvn test -pl cli -am -Dtest=StateDiagramTest -Dhandfast.update=true
/// -Dsurefire.failIfNoSpecifiedTests=false` writes them anew.
final class StateDiagramTest {
  private static final Path PAGE =
      Path.of(System.getProperty("handfast.root", "..")).resolve("ARCHITECTURE.md");

  @ParameterizedTest
  @ValueSource(strings = {"client", "server"})
  void the_diagram_on_the_map_is_what_the_command_draws(String role) throws IOException {
    String diagram = "```mermaid\n" + handfast("states", role, "--mermaid").out() + "```\n";
    String begin = "<!-- diagram:%s (generated) -->\n".formatted(role);
    String page = Files.readString(PAGE);
    assertThat(page).contains(begin);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("<!-- /diagram -->", from);

    if (Boolean.getBoolean("handfast.update")) {
      Files.writeString(PAGE, page.substring(0, from) + diagram + page.substring(to));
    } else {
      assertThat(page.substring(from, to))
          .as("ARCHITECTURE.md differs from the code; write it anew with -Dhandfast.update=true")
          .isEqualTo(diagram);
    }
  }
}
