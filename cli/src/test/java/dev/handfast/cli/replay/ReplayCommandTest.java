package dev.handfast.cli.replay;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final String TOKEN = "hf1:client:UP/ROOMY/WIDE/65536:A,A,ACCEPT_PLAIN:11dcb9aa";

  @Test
  void a_token_is_played_in_memory_and_over_a_socket_with_script_diagram_and_verdict() {
    Command replay = handfast("replay", "--both", TOKEN);

    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(replay.out())
        .contains("in memory: arrival UP, room ROOMY, pipe WIDE, chunks of 65536\n  A sends\n")
        .contains("over a socket of the JDK's: ")
        .contains("  1. │─ A sends ─")
        .containsPattern("│─ log A2 ─+▶│")
        .contains("✓ agrees with the reference");
  }

  @Test
  void a_file_has_the_sentence_too(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("second.txt"), "# Both leave.\n" + TOKEN);

    Command replay = handfast("replay", "--mermaid", file.toString());

    assertThat(replay.exitCode()).isZero();
    assertThat(replay.lines().getFirst()).isEqualTo("Both leave.");
    assertThat(replay.out()).contains("sequenceDiagram\n", "  client->>peer: log A2\n");
  }

  @Test
  void as_json_it_is_an_object_for_each_place() {
    Command replay = handfast("replay", "--json", "--socket", "--transport", "junix", TOKEN);

    assertThat(replay.exitCode()).isZero();
    assertThat(replay.lines())
        .singleElement()
        .asString()
        .startsWith("{\"event\":\"replayed\",\"where\":\"junix\",\"token\":\"" + TOKEN)
        .endsWith("\"agrees\":true,\"differences\":[]}");
  }

  @Test
  void a_damaged_token_is_usage_and_says_what_to_do() {
    Command replay = handfast("replay", TOKEN.substring(0, TOKEN.length() - 1));

    assertThat(replay.exitCode()).isEqualTo(2);
    assertThat(replay.err())
        .contains("not a token, at its checksum: got `")
        .contains("copy the whole token from where it was printed");
  }

  @Test
  void a_file_without_end_is_no_token() {
    assertThat(handfast("replay", "/dev/zero").exitCode()).isEqualTo(2);
  }

  @Test
  void what_is_neither_token_nor_file_is_usage() {
    Command replay = handfast("replay", "nothing.txt");

    assertThat(replay.exitCode()).isEqualTo(2);
    assertThat(replay.err()).contains("neither a token nor a readable file: nothing.txt");
  }

  @Test
  void what_a_driver_says_on_standard_error_cannot_move_the_cursor() {
    Command replay =
        handfast("replay", TOKEN, "--", "/bin/sh", "-c", "printf '\\033[2Jno driver' >&2; exit 1");

    assertThat(replay.exitCode()).isEqualTo(3);
    assertThat(replay.err()).contains("<U+001B>[2Jno driver").doesNotContain("\u001b");
  }
}
