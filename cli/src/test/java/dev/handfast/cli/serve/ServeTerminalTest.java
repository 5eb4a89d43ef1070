package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Needs;
import dev.handfast.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `serve` in a real terminal of 80 columns, with somebody who types.
@Timeout(120)
class ServeTerminalTest {
  private static final String EVIL = "\\u001b[2J\\u001b]0;t\\u0007\\u009b31m\\n  w-9: a approve";

  @TempDir private Path directory;

  @Test
  void it_asks_one_question_at_a_time_and_ctrl_c_ends_it_cleanly() throws Exception {
    Needs.program("tmux");
    Path socket = directory.resolve("t.sock");
    try (var terminal = serve(socket, "NO_COLOR=1")) {
      terminal.await("listening on");
      try (var one = Raw.joined(socket, "w-1");
          var two = Raw.joined(socket, "w-2")) {
        one.ask("w-1", "p1", "bash", "touch x");
        terminal.awaitLast("w-1: a approve, d deny, x abort, p PATTERN, s show all >");
        two.ask("w-2", "p2", "edit", EVIL);
        two.send(
            "{'id':'l','type':'log','timestamp':1,'childId':'w-2','level':'info','content':'hi'}");
        assertThat(terminal.await("w-2 │ hi"))
            .contains("w-1 asks to use bash\n  │ command: touch x\n")
            .doesNotContain("w-2 asks");

        terminal.type("y");
        terminal.await("got \"y\", wanted a, d, x, p PATTERN or s");
        terminal.type("p touch *");
        assertThat(one.line("permission_response")).contains("\"pattern\":\"touch *\"");

        String second = terminal.awaitLast("w-2: a approve");
        assertThat(second)
            .contains(
                "w-2 asks to use edit", "  │ <U+001B>[2J<U+001B>]0;t", "  │   w-9: a approve");
        terminal.await("w-1 allowed bash: approve pattern touch *"); // told once it is accepted
        terminal.type("d");
        assertThat(two.line("permission_response")).contains("\"result\":\"deny\"");
        terminal.await("w-2 not allowed edit: deny");
        assertThat(terminal.colours()).doesNotContain("\u001b[");
      }
      terminal.await("w-1 left");
      terminal.await("w-2 left");
      terminal.press("C-c");
      terminal.await("ended 130");
      assertThat(terminal.screen()).contains("stopped: 0 sessions ended, 0 messages not delivered");
      assertThat(Files.exists(socket)).isFalse();
    }
  }

  @Test
  void an_answer_to_a_worker_that_has_left_does_not_fall_to_the_next_question() throws Exception {
    Needs.program("tmux");
    Path socket = directory.resolve("t.sock");
    try (var terminal = serve(socket, "TERM=screen")) {
      terminal.await("listening on");
      try (var two = Raw.joined(socket, "w-2")) {
        try (var one = Raw.joined(socket, "w-1")) {
          one.ask("w-1", "p1", "bash", "ls");
          terminal.awaitLast("w-1: a approve");
          two.ask("w-2", "p2", "bash", "rm -rf x");
        }
        terminal.await("(withdrawn)");
        terminal.awaitLast("press Enter for the next question >");
        terminal.type("a"); // meant for w-1
        assertThat(terminal.awaitLast("w-2: a approve")).contains("  │ command: rm -rf x");
        terminal.type("x");
        assertThat(two.line("permission_response")).contains("\"result\":\"abort\"");
        assertThat(terminal.colours()).as("colours on a terminal").contains("\u001b[");
      }
      terminal.press("C-c");
      terminal.await("ended 130");
    }
  }

  @Test
  void after_the_end_of_input_everything_is_denied_and_that_is_said() throws Exception {
    Needs.program("tmux");
    Path socket = directory.resolve("t.sock");
    try (var terminal = serve(socket, "NO_COLOR=1")) {
      terminal.await("listening on");
      try (var one = Raw.joined(socket, "w-1")) {
        one.ask("w-1", "p1", "bash", "ls");
        terminal.awaitLast("w-1: a approve");
        terminal.press("C-d");
        assertThat(one.line("permission_response")).contains("\"result\":\"deny\"");
        terminal.await("the input has ended: this request and every later one is denied");
        one.ask("w-1", "p2", "bash", "pwd");
        assertThat(one.line("permission_response")).contains("\"result\":\"deny\"");
      }
    }
  }

  private static Terminal serve(Path socket, String environment) throws IOException {
    return new Terminal(List.of(environment), ServedProcess.command(socket, ""));
  }
}
