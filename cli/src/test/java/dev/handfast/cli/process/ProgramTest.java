package dev.handfast.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.handfast.Race;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramTest {
  @TempDir private Path directory;

  @Race("D5")
  @Test
  void a_program_that_does_not_exist_is_a_clear_error_with_a_shells_exit_code() {
    assertCannotStart("no-such-program-anywhere", CannotStart.NOT_FOUND)
        .hasMessage(
            "no-such-program-anywhere cannot be started: no such program on the PATH; a shell's own"
                + " words need sh -c");
    assertCannotStart("./nowhere", CannotStart.NOT_FOUND)
        .hasMessage("./nowhere cannot be started: there is no such file");
    assertCannotStart("", CannotStart.NOT_FOUND).hasMessageStartingWith("'' cannot be started: ");
  }

  @Test
  void a_file_that_cannot_be_run_is_another_error() throws IOException {
    Files.writeString(directory.resolve("notes"), "no program");

    assertCannotStart("./notes", CannotStart.NOT_RUNNABLE)
        .hasMessage("./notes cannot be started: Permission denied (error 13)");
    assertCannotStart(directory.toString(), CannotStart.NOT_RUNNABLE)
        .hasMessage(directory + " cannot be started: it is a directory");
  }

  @Test
  void a_script_whose_interpreter_is_missing_is_not_taken_for_a_missing_script()
      throws IOException {
    Path script = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    assertCannotStart("./script", CannotStart.NOT_RUNNABLE)
        .hasMessage("./script cannot be started: No such file or directory (error 2)");
  }

  @Test
  void a_missing_directory_is_named() {
    Path nowhere = directory.resolve("nowhere");

    assertThatThrownBy(() -> Program.of(List.of("true")).in(nowhere).start())
        .hasMessage("true cannot be started: its directory %s does not exist".formatted(nowhere));
  }

  @Test
  void words_reach_the_program_as_they_are() throws Exception {
    Running running =
        Program.of(List.of("printf", "%s|", "$HOME", "a b", "`id`", "-e", "\"'", "")).start();

    assertThat(text(running)).isEqualTo("$HOME|a b|`id`|-e|\"'||");
  }

  @Test
  void it_reads_no_input_and_has_the_environment_that_was_given() throws Exception {
    Running running =
        Program.of(List.of("sh", "-c", "cat; echo \"$ADDED-${PATH+path}-${HOME-no home}\" >&2"))
            .in(directory)
            .with("ADDED", "yes")
            .without("HOME")
            .withErrorsAmongOutput()
            .start();

    assertThat(text(running)).isEqualTo("yes-path-no home\n");
  }

  @Test
  void its_title_is_one_short_line() {
    assertThat(Program.of(List.of("sh", "-c", "x".repeat(200))).title())
        .hasSize(60)
        .startsWith("sh -c xxx")
        .endsWith("…");
  }

  @Test
  void this_very_command_can_be_started_again_also_from_a_script() throws Exception {
    Path script = Files.writeString(directory.resolve("handfast"), Self.script());
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Running running = Program.of(List.of("./handfast", "--version")).in(directory).start();

    assertThat(text(running)).startsWith("handfast ").contains("Java " + Runtime.version());
    assertThat(running.exit().get()).isZero();
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertCannotStart(
      String name, int exitCode) {
    return assertThatThrownBy(() -> Program.of(List.of(name)).in(directory).start())
        .satisfies(
            thrown ->
                assertThat(thrown)
                    .asInstanceOf(type(CannotStart.class))
                    .returns(exitCode, CannotStart::exitCode));
  }

  private static String text(Running running) throws IOException {
    return new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
  }
}
