package dev.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps `docs/commands.md` true; `-Dhandfast.update=true` writes it anew.
class CommandsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("handfast.root", ".."));
  private static final Path PAGE = ROOT.resolve("docs/commands.md");
  private static final Pattern VARIABLE =
      Pattern.compile("\"((?:HANDFAST|CODI)_[A-Z_]+|NO_COLOR|TERM)\"");

  @Test
  void the_page_says_what_the_commands_say_of_themselves() throws IOException {
    String page = CommandsPage.of(Main.commandLine());

    if (Boolean.getBoolean("handfast.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/commands.md differs; write it anew with -Dhandfast.update=true")
        .isEqualTo(page);
  }

  @Test
  void every_command_has_its_section_with_exit_codes_and_examples() {
    String page = CommandsPage.of(Main.commandLine());

    Main.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("help"))
        .forEach(
            name ->
                assertThat(section(page, name))
                    .contains("| exit code | meaning |", "```sh\nhandfast "));
  }

  private static String section(String page, String command) {
    int from = page.indexOf("\n## handfast " + command + "\n");
    assertThat(from).as("section of %s", command).isNotNegative();
    return page.substring(from, page.indexOf("\n## ", from + 1));
  }

  @Test
  void every_variable_that_the_sources_name_is_on_the_page() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(ROOT.resolve("cli/src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        VARIABLE
            .matcher(Files.readString(source))
            .results()
            .forEach(found -> named.add(found.group(1)));
      }
    }
    assertThat(named).contains("HANDFAST_LOG", "NO_COLOR");
    assertThat(CommandsPage.ENVIRONMENT.keySet())
        .as("add what is missing to CommandsPage.ENVIRONMENT")
        .containsAll(named);
  }
}
