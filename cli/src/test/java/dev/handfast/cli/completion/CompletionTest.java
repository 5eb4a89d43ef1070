package dev.handfast.cli.completion;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  /// What bash does when a person presses Tab behind the words.
  private static final String TAB =
      """
      source "$0"
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      "$(complete -p handfast | sed 's/.*-F \\([^ ]*\\).*/\\1/')" 2>/dev/null # compopt misses a real Tab
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private static Path folder;
  private static Path script;

  @BeforeAll
  static void write() throws IOException {
    Command call = handfast("completion");
    assertThat(call.exitCode()).isZero();
    script = Files.writeString(folder.resolve("completion"), call.out());
  }

  @Test
  void bash_finds_no_fault_in_the_script() throws Exception {
    assertThat(bash("-n", script.toString())).isEmpty();
  }

  @Test
  void tab_behind_a_half_word_completes_the_command() throws Exception {
    assertThat(tab("handfast", "stat")).containsExactly("states");
  }

  @Test
  void tab_behind_a_command_offers_its_options() throws Exception {
    assertThat(tab("handfast", "states", "--")).contains("--mermaid", "--dot", "--json");
    assertThat(tab("handfast", "demo", "--w")).containsExactly("--workers");
  }

  private static List<String> tab(String... words) throws IOException, InterruptedException {
    return bash(
        Stream.concat(Stream.of("-c", TAB, script.toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  private static List<String> bash(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("bash", "--norc"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    try (var lines = process.inputReader()) {
      List<String> said = lines.lines().toList();
      assertThat(process.waitFor()).as("bash said %s", said).isZero();
      return said;
    }
  }
}
