package dev.handfast.cli;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
  @Test
  void without_arguments_the_usage_is_shown_and_the_exit_code_says_so() {
    Command call = handfast();

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.out()).contains("Usage: handfast", "demo", "trace", "help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "serve",
        "work",
        "report",
        "trace",
        "states",
        "completion",
        "gate",
        "driver"
      })
  void every_help_has_examples_and_exit_codes(String command) {
    Command call = command.isEmpty() ? handfast("--help") : handfast(command, "--help");

    assertThat(call.exitCode()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out())
        .contains("Examples:\n  handfast ")
        .containsPattern("Exit codes:\n  0 +\\S")
        .containsPattern("\n  2 +usage\n");
    assertThat(call.lines()).allMatch(line -> line.length() <= 80, "fits 80 columns");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "serve", "work", "report", "trace"})
  void help_with_a_command_is_that_commands_help(String command) {
    assertThat(handfast("help", command)).isEqualTo(handfast(command, "--help"));
  }

  @Test
  void each_command_is_found_by_the_name_that_it_gives_itself() {
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getCommand().getClass().getAnnotation(CommandLine.Command.class))
                    .returns(name, CommandLine.Command::name));
  }

  @Test
  void the_version_names_handfast_and_java() {
    Command call = handfast("--version");

    assertThat(call.exitCode()).isZero();
    assertThat(call.lines()).hasSize(2);
    assertThat(call.lines().getFirst()).startsWith("handfast ");
    assertThat(call.lines().getLast()).isEqualTo("Java " + Runtime.version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "demo --nonsense",
        "demo --workers 2",
        "demo --workers 65",
        "demo --workers many",
        "demo --trace /no/such/directory/file",
        "demo --color sometimes",
        "serve",
        "serve --socket x.sock",
        "serve --socket x.sock --auto maybe",
        "serve --socket x.sock --auto deny --trace /no/such/directory/file",
        "trace",
        "trace a b"
      })
  void a_wrong_call_is_one_clear_complaint_and_exit_code_2(String arguments) {
    Command call = handfast(arguments.split(" "));

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err())
        .startsWith("handfast: ")
        .contains(" tells what it takes\n")
        .doesNotContain("Exception in", "\tat ");
  }
}
