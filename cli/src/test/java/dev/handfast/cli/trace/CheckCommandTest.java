package dev.handfast.cli.trace;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String OPENING =
      """
      {"time":"2026-01-01T00:00:00Z","role":"worker","connection":"w-1","state":"Connecting","event":"state","detail":"Idle → Connecting"}
      {"time":"2026-01-01T00:00:00Z","role":"worker","connection":"w-1","state":"AwaitingAck","event":"state","detail":"Connecting → AwaitingAck"}
      {"time":"2026-01-01T00:00:00Z","role":"worker","connection":"w-1","state":"AwaitingAck","event":"sent","frame":"{\\"id\\":\\"h\\",\\"type\\":\\"handshake\\",\\"timestamp\\":1,\\"childId\\":\\"w-1\\",\\"worktree\\":\\"/w\\",\\"branch\\":\\"\\",\\"task\\":\\"t\\"}"}
      """;

  private static final String EARLY =
      """
      {"time":"2026-01-01T00:00:00Z","role":"worker","connection":"w-1","state":"AwaitingAck","event":"sent","frame":"{\\"id\\":\\"m\\",\\"type\\":\\"log\\",\\"timestamp\\":1,\\"childId\\":\\"w-1\\",\\"level\\":\\"text\\",\\"content\\":\\"\\\\u001b[2J\\"}"}
      """;

  @TempDir private Path directory;

  @Test
  void a_possible_trace_is_told_in_one_line() throws IOException {
    Command check = handfast("check", file("good.ndjson", OPENING));

    assertThat(check.exitCode()).isZero();
    assertThat(check.out())
        .isEqualTo(
            "✓ possible: 3 entries of 1 conversation, 0 connections seen from both sides,"
                + " 1 without an end\n");
  }

  @Test
  void an_impossible_entry_is_told_with_its_place_its_rule_and_what_was_possible()
      throws IOException {
    String file = file("early.ndjson", OPENING + EARLY);

    Command check = handfast("check", file);

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.lines()).hasSize(2);
    assertThat(check.lines().getFirst())
        .startsWith("✗ " + file + ", line 4: worker w-1 in AwaitingAck: sent ")
        .contains("impossible (HF-1): in AwaitingAck no message leaves; possible there: → ");
    assertThat(check.lines().getLast()).startsWith("1 impossible: 4 entries");
  }

  @Test
  void as_json_each_impossible_entry_is_an_object_and_the_sum_another() throws IOException {
    Command check = handfast("check", "--json", file("early.ndjson", OPENING + EARLY));

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.lines()).hasSize(2);
    assertThat(check.lines().getFirst())
        .startsWith("{\"event\":\"impossible\",\"source\":")
        .contains("\"line\":4,\"role\":\"worker\"", "\"rule\":\"HF-1\"", "\"possible\":[\"→ ");
    assertThat(check.lines().getLast())
        .isEqualTo(
            "{\"event\":\"checked\",\"possible\":false,\"entries\":4,\"conversations\":1,"
                + "\"paired\":0,\"unfinished\":1,\"impossible\":1}");
  }

  @Test
  void nothing_to_check_is_a_failure() throws IOException {
    Command check = handfast("check", file("empty.ndjson", ""));

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).isEqualTo("✗ no entries: nothing was checked\n");
  }

  @Test
  void what_is_no_trace_is_told_by_file_and_line() throws IOException {
    String file = file("notes.txt", OPENING + "not \u001b[2J a trace\n");

    assertThat(handfast("check", file).err())
        .startsWith("handfast: " + file + ", line 4: no trace entry: got not <U+001B>[2J")
        .endsWith("wanted an object with time, role, connection, state and event\n");
    assertThat(handfast("check", "/no/such/file").err())
        .isEqualTo("handfast: no such file: /no/such/file\n");
    assertThat(handfast("check", directory.toString()))
        .returns(1, Command::exitCode)
        .extracting(Command::err)
        .asString()
        .startsWith("handfast: cannot read " + directory);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }
}
