package dev.handfast.cli.conform;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Execution(ExecutionMode.CONCURRENT)
class ConformCommandTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");

  /// The driver of a client that never does anything.
  private static final List<String> MUTE = Drivers.shell("true", "Connecting");

  @TempDir private Path folder = Path.of("");

  private static Command conform(String role, List<String> options, List<String> driver) {
    var arguments = new ArrayList<>(List.of("conform", role));
    arguments.addAll(options);
    arguments.add("--");
    arguments.addAll(driver);
    return handfast(arguments.toArray(String[]::new));
  }

  /// In deep all cases, shared by several processes; in every build a third of them, with two: each
  /// is a Java that starts, and most cases only wait.
  @ParameterizedTest
  @ValueSource(strings = {"Client", "Server"})
  void the_librarys_own_client_and_server_conform(String role) {
    int lives = DEEP ? 20 : 5; // the gate's tests live more of them
    var options = new ArrayList<>(List.of("--patience", "10s", "--budget", "300s", "--lives"));
    options.add(Integer.toString(lives));
    if (!DEEP) {
      options.addAll(List.of("--jobs", "2", "--shard", "1/3"));
    }
    Command conform = conform(role.toLowerCase(Locale.ROOT), options, Drivers.ours(role));

    assertThat(conform.exitCode()).as(conform.out() + conform.err()).isZero();
    assertThat(conform.out())
        .contains(
            "handfast-java 0.1",
            "cases, way plain, then up to %d generated lives\n".formatted(lives))
        .containsPattern("✓ \\d+ passed \\(%d of them generated lives\\)".formatted(lives));
  }

  @Test
  void what_is_wrong_is_told_with_what_was_wanted_and_why() {
    Command conform = conform("client", List.of("--cases", "C-HANDSHAKE"), Drivers.HASTY);

    assertThat(conform.exitCode()).isEqualTo(1);
    assertThat(conform.out())
        .contains("✗ C-HANDSHAKE", "breaks    HF-", "wanted", "got", "because", "look at")
        .contains("again: handfast conform client --cases 'C-HANDSHAKE' -- /bin/sh");
  }

  @Test
  void what_shows_it_again_can_be_pasted_and_runs_the_case_in_the_same_way() {
    Command conform =
        conform("client", List.of("--cases", "C-HANDSHAKE", "--way", "bytes"), Drivers.HASTY);

    assertThat(conform.out())
        .contains(
            "again: handfast conform client --way bytes --cases 'C-HANDSHAKE' -- /bin/sh -c 'while"
                + " read -r line; do");
  }

  @Test
  void of_each_family_the_first_is_told_in_full_and_the_most_basic_of_all_first() {
    var peer = new ArrayList<>(List.of("env", "HANDFAST_FAULT=ready-too-early"));
    peer.addAll(Drivers.python("client"));
    Command conform =
        conform(
            "client",
            List.of(
                "--cases",
                "C-EARLY-WAITS",
                "--cases",
                "C-EARLY-LIMIT/*",
                "--cases",
                "C-ACK-OF-ANOTHER"),
            peer);

    assertThat(conform.exitCode()).as(conform.out() + conform.err()).isEqualTo(1);
    assertThat(conform.lines().stream().filter(line -> !line.startsWith(" ")))
        .containsExactly(
            "client: handfast-python 1, 5 cases, way plain",
            "",
            "look first at C-ACK-OF-ANOTHER",
            "",
            "✗ C-ACK-OF-ANOTHER  An ack that names another handshake is a violation",
            "",
            "✗ C-EARLY-WAITS  What is sent before the ack waits, and leaves behind it",
            "",
            "✗ C-EARLY-LIMIT/n-1  Before the ack a line may be as long as the early limit, and no"
                + " longer",
            "",
            conform.lines().getLast());
    assertThat(conform.lines())
        .contains("  as C-ACK-OF-ANOTHER: got ready", "  and 2 more of C-EARLY-LIMIT");
    assertThat(conform.lines().getLast()).startsWith("✗ 0 passed, 5 failed in ");
  }

  @Test
  void what_a_driver_does_not_know_is_said_before_anything_is_run() {
    Command conform =
        conform("client", List.of("--cases", "C-REQUEST/*", "--way", "bytes,plain"), Drivers.HASTY);

    assertThat(conform.lines().get(0)).endsWith(" cases, ways plain, bytes");
    assertThat(conform.lines().get(1))
        .isEqualTo("its driver does not know requests: what needs that is not applicable");
  }

  @Test
  void a_program_without_a_driver_is_told_the_socket() {
    Command conform = conform("client", List.of("--wire"), List.of("./worker"));

    assertThat(conform.exitCode()).isEqualTo(2);
    assertThat(conform.err()).contains("--wire: got no {socket} in COMMAND");
  }

  @Test
  void a_program_that_cannot_be_started_is_no_verdict_on_it() {
    Command conform =
        conform(
            "client", List.of("--wire"), List.of(folder.resolve("worker").toString(), "{socket}"));

    assertThat(conform.exitCode()).as(conform.out()).isEqualTo(3);
    assertThat(conform.err()).startsWith("handfast: Cannot run program").doesNotContain("\tat ");
  }

  @Test
  void the_list_is_there_for_programs_too() throws IOException {
    Command list = handfast("conform", "client", "--list", "--json", "-", "--cases", "C-HANDSHAKE");
    JsonNode cases = new JsonMapper().readTree(list.out());
    assertThat(cases).hasSize(1);
    assertThat(cases.path(0).path("id").asString()).isEqualTo("C-HANDSHAKE");

    assertThat(handfast("conform", "client", "--list", "--json", "cases.json").exitCode())
        .isEqualTo(2);
    assertThat(handfast("conform", "client", "--json", "", "--", "true").exitCode()).isEqualTo(2);
  }

  @Test
  void a_client_that_does_nothing_hangs_once_and_the_rest_is_blocked() {
    Command conform =
        conform(
            "client",
            List.of(
                "--patience",
                "300ms",
                "--jobs",
                "1",
                "--cases",
                "C-HANDSHAKE",
                "--cases",
                "C-ACK-CUT/*"),
            MUTE);

    assertThat(conform.exitCode()).isEqualTo(1);
    assertThat(conform.out()).contains("1 hung", "blocked").doesNotContain("failed");
  }

  @Test
  void a_failure_that_the_baseline_expects_is_no_failure_and_one_that_passes_is_stale()
      throws IOException {
    Path baseline = folder.resolve("baseline.yaml");
    Files.writeString(baseline, "C-HANDSHAKE: it closes early, issue 7\n");

    Command expected =
        conform(
            "client",
            List.of("--cases", "C-HANDSHAKE", "--baseline", baseline.toString()),
            Drivers.HASTY);
    assertThat(expected.out()).contains("expected to fail: it closes early, issue 7");
    assertThat(expected.exitCode()).as("nothing passed").isEqualTo(2);

    Command stale =
        conform(
            "client",
            List.of("--cases", "C-HANDSHAKE", "--baseline", baseline.toString()),
            Drivers.ours("Client"));
    assertThat(stale.exitCode()).as(stale.out()).isEqualTo(4);
    assertThat(stale.out()).contains("C-HANDSHAKE passes, though the baseline expects it to fail");

    Files.writeString(baseline, "- C-HANDSHAKE\n");
    Command list =
        conform("client", List.of("--baseline", baseline.toString()), Drivers.ours("Client"));
    assertThat(list.exitCode()).isEqualTo(2);
    assertThat(list.err()).contains("wanted `ID: reason` a line");

    Files.writeString(baseline, "C-NO-SUCH-CASE: why\n");
    Command unknown =
        conform("client", List.of("--baseline", baseline.toString()), Drivers.ours("Client"));
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("got C-NO-SUCH-CASE, wanted the id of a case");
  }

  @Test
  void without_a_driver_there_is_nothing_to_say() {
    Command none = conform("client", List.of(), List.of("true"));
    assertThat(none.exitCode()).isEqualTo(3);
    assertThat(none.err()).contains("handfast: ");

    Command missing = conform("client", List.of(), List.of("/no/such/program"));
    assertThat(missing.exitCode()).isEqualTo(3);

    Command other = conform("server", List.of(), Drivers.HASTY);
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err()).contains("the role client");

    Command usage = handfast("conform", "client");
    assertThat(usage.exitCode()).isEqualTo(2);
    assertThat(usage.err()).contains("wanted one behind `--`");
  }

  @Test
  void numbers_that_make_no_sense_are_usage() {
    for (List<String> odd :
        List.of(
            List.of("--jobs", "0"),
            List.of("--jobs", "65"),
            List.of("--lives", "-1"),
            List.of("--patience", "0s"))) {
      Command conform = conform("client", odd, Drivers.HASTY);
      assertThat(conform.exitCode()).isEqualTo(2);
      assertThat(conform.err()).contains(odd.getFirst(), odd.getLast(), "wanted");
    }
  }

  @Test
  void the_shards_are_all_cases_once() {
    List<String> all = ids();
    var shards = new ArrayList<String>();
    for (String shard : List.of("1/3", "2/3", "3/3")) {
      shards.addAll(ids("--shard", shard));
    }
    assertThat(shards).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
    assertThat(handfast("conform", "client", "--list", "--shard", "4/3").exitCode()).isEqualTo(2);
    assertThat(ids("--cases", "C-HANDSHAKE")).containsExactly("C-HANDSHAKE");
    assertThat(handfast("conform", "client", "--list", "--cases", "no*").exitCode()).isEqualTo(2);
  }

  private static List<String> ids(String... options) {
    var arguments = new ArrayList<>(List.of("conform", "client", "--list"));
    arguments.addAll(Arrays.asList(options));
    return handfast(arguments.toArray(String[]::new)).lines().stream()
        .filter(line -> line.startsWith("  "))
        .map(line -> line.strip().replaceFirst(" .*", ""))
        .toList();
  }

  @Test
  void what_came_of_the_cases_is_told_where_the_driver_does_not_start_for_the_lives() {
    Path once = folder.resolve("once");
    String program =
        "[ -e %s ] && exit 7; touch %s; exec '%s'"
            .formatted(once, once, String.join("' '", Drivers.python("client")));
    Command conform =
        conform(
            "client",
            List.of("--jobs", "1", "--budget", "1s", "--json", folder.resolve("r.json").toString()),
            List.of("/bin/sh", "-c", program));

    assertThat(conform.exitCode()).as(conform.out()).isEqualTo(3);
    assertThat(conform.out()).containsPattern("undecided: \\d+ passed");
    assertThat(conform.err()).contains("with exit code 7");
    assertThat(folder.resolve("r.json")).isNotEmptyFile();
  }

  @Test
  void everything_there_is_to_know_goes_to_files_and_to_standard_output() throws IOException {
    Command conform =
        conform(
            "client",
            List.of(
                "--cases",
                "C-HANDSHAKE",
                "--json",
                "-",
                "--junit",
                folder.resolve("a/junit.xml").toString(),
                "--html",
                folder.resolve("b").toString()),
            Drivers.HASTY);

    JsonNode document = new JsonMapper().readTree(conform.out());
    assertThat(document.toString()).contains("C-HANDSHAKE", "\"role\":\"client\"");
    assertThat(Files.readString(folder.resolve("a/junit.xml"))).contains("C-HANDSHAKE");
    assertThat(Files.readString(folder.resolve("b/index.html"))).contains("C-HANDSHAKE");
  }
}
