package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Needs;
import dev.handfast.cli.Started;
import dev.handfast.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `delegate` in a real terminal of 80 columns, with somebody who types.
@Timeout(120)
class DelegateTerminalTest {
  /// One asks first; neither ends when it is told to.
  private static final String SCRIPT =
      """
      cd "$1"
      trap '' TERM INT
      echo $$ >> pids
      if [ $HANDFAST_CHILD_ID = asks ]; then
        handfast ask rm --input '{"path":"/x"}' --dangerous 'it is gone then'
        echo "asked: $?"
      fi
      while :; do sleep 1000; done
      """;

  @TempDir private Path directory;

  @Test
  void the_table_steps_aside_for_a_question_and_ctrl_c_leaves_nothing_behind() throws Exception {
    Needs.program("tmux");
    Path files = Files.createDirectory(directory.resolve("files"));
    try (var terminal =
        delegate(
            "NO_COLOR=1",
            "--grace",
            "300ms",
            "asks=one",
            "works=two",
            "--",
            "sh",
            "-c",
            SCRIPT,
            "sh",
            files.toString())) {
      terminal.await("2 running, 0 waiting, 0 of 2 done; Ctrl-C calls all off");

      assertThat(terminal.awaitLast("asks: a approve, d deny, x abort, p PATTERN, s show all >"))
          .contains("asks asks to use rm\n  │ path: /x\n", "it is gone then")
          .doesNotContain("2 running");
      terminal.type("a");
      String table =
          terminal.await("the answer in the table", screen -> screen.contains("asked: 0"));
      assertThat(table).contains("s show all > a\n2 running, 0 waiting, 0 of 2 done");
      terminal.type("typed under the table");

      terminal.press("C-c");
      assertThat(terminal.await("ended 130"))
          .contains("2 cancelled")
          .doesNotContain("typed under", "2 running");
      assertThat(terminal.colours()).doesNotContain("\u001b[");
      assertThat(terminal.screen().lines()).allMatch(line -> line.length() <= 80);
      terminal.type("what is typed shows again");
      terminal.await(
          "its echo", screen -> screen.split("what is typed shows again", -1).length == 3);
    }
    assertThat(Files.readAllLines(files.resolve("pids")))
        .hasSize(2)
        .noneMatch(pid -> BrokenWorkerTest.runs(Long.parseLong(pid)));
    assertThat(left()).containsExactly(files);
  }

  @Test
  @Tag("deep")
  void on_a_terminal_with_colours_the_results_have_some() throws Exception {
    Needs.program("tmux");
    try (var terminal = delegate("TERM=screen", "good=x", "--", "echo", "{task}")) {
      assertThat(terminal.await("ended 0")).contains("good  succeeded", "1 succeeded");
      assertThat(terminal.colours()).contains("\u001b[32msucceeded");
    }
    assertThat(left()).isEmpty();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  private Terminal delegate(String environment, String... arguments) throws IOException {
    List<String> words = Started.handfastIn(directory, "delegate");
    words.addAll(List.of(arguments));
    return new Terminal(List.of(environment), words);
  }
}
