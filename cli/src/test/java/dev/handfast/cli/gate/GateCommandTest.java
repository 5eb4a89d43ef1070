package dev.handfast.cli.gate;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class GateCommandTest {
  /// The library's own client and server.
  private static final List<String> OURS = Drivers.ours("Client");

  private static final List<String> OUR_SERVER = Drivers.ours("Server");

  /// A third of them goes to every order of one event, of which the server has fourteen.
  private static final int LIVES = Boolean.getBoolean("handfast.deep") ? 90 : 45;

  private static List<String> shell(String connects) {
    return Drivers.shell(connects, "Closed");
  }

  private static Command gate(List<String> options, List<String> driver) {
    var arguments = new ArrayList<String>();
    arguments.add("gate");
    arguments.addAll(options);
    arguments.add("--");
    arguments.addAll(driver);
    return handfast(arguments.toArray(String[]::new));
  }

  @Test
  void the_librarys_client_passes_and_the_gate_says_what_it_tried() {
    Command gate = gate(List.of("--lives", "" + LIVES), OURS);

    assertThat(gate.exitCode()).as(gate.out() + gate.err()).isZero();
    assertThat(gate.out())
        .startsWith("gate: handfast-java 0.1, for 60 s, seed 1\n✓ no race was found\n")
        .contains(
            "tried: every order of up to 1 of 10 events, and %d lives of that kind in all; %d"
                .formatted(LIVES / 3, LIVES - LIVES / 3));
  }

  @Test
  void what_stands_at_the_gate_is_what_its_driver_says_and_the_librarys_server_passes() {
    Command gate = gate(List.of("--lives", "" + LIVES), OUR_SERVER);

    assertThat(gate.exitCode()).as(gate.out() + gate.err()).isZero();
    assertThat(gate.out())
        .contains(
            "tried: every order of up to 1 of 14 events, and %d lives of that kind in all; %d"
                .formatted(LIVES / 3, LIVES - LIVES / 3));
  }

  @Test
  void a_life_of_the_other_role_is_not_played_again() {
    var replay =
        new ArrayList<>(List.of("replay", "hf1:server:REJECT/4/65536:c0=connect:16f22098", "--"));
    replay.addAll(Drivers.HASTY);
    Command played = handfast(replay.toArray(String[]::new));

    assertThat(played.exitCode()).isEqualTo(2);
    assertThat(played.err()).contains("its server that of a server");
  }

  @Test
  void a_race_is_a_sentence_a_script_a_diagram_and_a_token_that_plays_again() {
    Command gate = gate(List.of("--patience", "1s"), Drivers.HASTY);

    assertThat(gate.exitCode()).as(gate.err()).isEqualTo(1);
    assertThat(gate.out())
        .containsPattern("✗ HF-\\d+, [A-Z]")
        .contains("  1. │─ connects ──")
        .contains("in a process of its own it shows 5 times of 5")
        .containsPattern(
            "again: handfast replay 'hf1:client:UP/ROOMY/WIDE/65536::[0-9a-f]{8}' -- ");

    var again = new ArrayList<>(List.of("replay", "--times", "3", "--patience", "1s"));
    again.add(gate.out().replaceFirst("(?s).*replay '", "").replaceFirst("(?s)'.*", ""));
    again.add("--");
    again.addAll(Drivers.HASTY);
    Command replay = handfast(again.toArray(String[]::new));

    assertThat(replay.exitCode()).as(replay.err()).isEqualTo(1);
    assertThat(replay.out()).contains("✗ differs:").endsWith("differs 3 times of 3\n");
  }

  @Test
  void as_json_a_race_is_an_object_and_what_was_tried_another() {
    Command gate = gate(List.of("--json", "--patience", "1s"), Drivers.HASTY);

    assertThat(gate.lines()).hasSize(3);
    assertThat(gate.lines().get(0)).startsWith("{\"event\":\"gate\",\"name\":\"hasty\"");
    assertThat(gate.lines().get(1))
        .startsWith("{\"event\":\"race\",\"sentence\":\"HF-")
        .contains("\"token\":\"hf1:client:", "\"diagram\":\"sequenceDiagram");
    assertThat(gate.lines().get(2)).startsWith("{\"event\":\"tried\",\"passes\":false");
  }

  @Test
  void a_race_is_reported_in_every_form_that_was_asked_for(@TempDir Path folder)
      throws IOException {
    Path junit = folder.resolve("made/junit.xml");
    Path sarif = folder.resolve("made/gate.sarif");
    Path html = folder.resolve("page");

    Command gate =
        gate(
            List.of(
                "--patience",
                "1s",
                "--junit",
                "" + junit,
                "--sarif",
                "" + sarif,
                "--html",
                "" + html),
            Drivers.HASTY);

    assertThat(gate.exitCode()).as(gate.err()).isEqualTo(1);
    String token = gate.out().replaceFirst("(?s).*replay '", "").replaceFirst("(?s)'.*", "");
    assertThat(junit)
        .content()
        .contains("<testsuites name=\"hasty 1\" tests=\"1\" failures=\"1\"", token);
    assertThat(sarif).content().contains("\"version\" : \"2.1.0\"", token);
    assertThat(html.resolve("index.html"))
        .content()
        .contains("<!DOCTYPE html>", "<strong>✗ Failed.</strong>", "it shows here", token);
    assertThat(html.toFile().list()).containsExactly("index.html");
  }

  @Test
  void a_report_that_cannot_be_written_is_told_before_anything_is_tried(@TempDir Path folder)
      throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Command gate = gate(List.of("--html", "" + file), Drivers.HASTY);

    assertThat(gate.exitCode()).isEqualTo(3);
    assertThat(gate.out()).isEmpty();
    assertThat(gate.err())
        .isEqualTo(
            "handfast: cannot write the report %s/index.html: %s is no directory%n"
                .formatted(file, file));
  }

  @Test
  void what_is_no_driver_is_told_and_nothing_was_tried() {
    Command echo = gate(List.of(), List.of("cat"));
    Command missing = gate(List.of(), List.of("/no/such/program"));
    Command shy = gate(List.of(), List.of("/bin/sh", "-c", "echo why >&2; exit 7"));

    assertThat(List.of(echo.exitCode(), missing.exitCode(), shy.exitCode())).containsOnly(3);
    assertThat(echo.err()).contains("a line that is no event", "spec/DRIVER.md");
    assertThat(missing.err()).contains("/no/such/program");
    assertThat(shy.err())
        .contains("the end of its process, with exit code 7", "its standard error ends:\nwhy");
  }

  @Test
  void a_driver_that_goes_in_the_middle_of_a_life_is_no_race_and_told_with_its_end() {
    Command dies = gate(List.of(), shell("echo why >&2; exit 7"));
    assertThat(dies.exitCode()).as(dies.out()).isEqualTo(1);
    assertThat(dies.out())
        .contains(
            "✗ the driver has gone in the middle of a life: the end of its process, with exit code"
                + " 7\n",
            "its standard error ends:\n  why\n")
        .contains("    1. connects\n", "  1. │─ connects ──");

    Command chats = gate(List.of(), shell("echo connected"));
    assertThat(chats.exitCode()).isEqualTo(1);
    assertThat(chats.out()).contains("a line that is no event, `connected`: each line must be");
  }

  @Test
  void an_event_that_nobody_knows_is_told_as_one() {
    Command gate =
        gate(
            List.of("--patience", "1s", "--budget", "2s"), // and not looked at again five times
            shell("echo '{\"event\":\"connected\"}'"));

    assertThat(gate.exitCode()).isEqualTo(1);
    assertThat(gate.out())
        .contains("an event that spec/DRIVER.md does not name: {\"event\":\"conn");
  }

  @Test
  void where_nothing_is_tried_nothing_is_passed() {
    Command hurried = gate(List.of("--budget", "0s"), Drivers.HASTY);
    assertThat(hurried.exitCode()).isEqualTo(3);
    assertThat(hurried.out()).contains("? nothing was tried").doesNotContain("✓");

    Command none = gate(List.of("--lives", "0"), Drivers.HASTY);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("--lives: got 0, wanted one life at least");

    Command words = gate(List.of("--lives", "many"), Drivers.HASTY);
    assertThat(words.exitCode()).isEqualTo(2);
    assertThat(words.err()).contains("got 'many', wanted a whole number");
  }

  @Test
  void a_report_without_a_file_is_usage() {
    assertThat(gate(List.of("--sarif", ""), Drivers.HASTY).err()).contains("got '', wanted a path");
    assertThat(gate(List.of("--junit", "-"), Drivers.HASTY).exitCode()).isEqualTo(2);
  }

  @Test
  void without_a_driver_it_is_usage() {
    Command gate = handfast("gate");

    assertThat(gate.exitCode()).isEqualTo(2);
    assertThat(gate.err()).contains("got no COMMAND, wanted one behind `--`");
  }
}
