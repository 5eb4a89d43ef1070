package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.process.Self;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Workers that are not what they should be, as processes of the shell: cheap, and real.
@Timeout(60)
class BrokenWorkerTest {
  @TempDir private Path directory;

  @Test
  void one_that_exits_well_without_a_result_has_failed() {
    Delegate delegate = shell("echo last words; exit 0", "a=x");

    assertThat(delegate.outcome("a")).isEqualTo("failed");
    assertThat(delegate.reason("a"))
        .isEqualTo(
            "it did not connect: exit code 0; with --native the command itself has to speak the"
                + " protocol");
    assertThat(delegate.lastLines("a")).containsExactly("last words");
    assertThat(delegate.exitCode()).isEqualTo(1);
  }

  @Test
  void one_that_cannot_be_started_has_failed_and_the_others_go_on() {
    Delegate delegate =
        Delegate.json(List.of("--native", "--restarts", "3", "a=x", "b=x", "--", "/no/such/it"));

    assertThat(delegate.reason("a"))
        .isEqualTo("/no/such/it cannot be started: there is no such file");
    assertThat(delegate.attempts("a")).isEqualTo(1);
    assertThat(delegate.outcome("b")).isEqualTo("failed");
  }

  @Test
  void a_plain_command_that_cannot_be_started_is_not_tried_again_either() {
    Delegate delegate = Delegate.json(List.of("--restarts", "2", "a=x", "--", "/no/such/it"));

    assertThat(delegate.reason("a"))
        .isEqualTo("/no/such/it cannot be started: there is no such file");
    assertThat(delegate.attempts("a")).isEqualTo(1);
  }

  @Test
  void one_that_fails_is_started_again_as_often_as_asked_and_counted() throws IOException {
    Delegate delegate = shell("echo $HANDFAST_TASK >> starts; exit 3", "--restarts", "2", "a=x");

    assertThat(Files.readAllLines(directory.resolve("starts"))).containsExactly("x", "x", "x");
    assertThat(delegate.attempts("a")).isEqualTo(3);
    assertThat(delegate.of("restart", "a")).hasSize(2);
  }

  @Test
  void one_that_never_connects_is_ended_with_all_that_it_started() throws IOException {
    LastWords last =
        shellWithin(
            "--connect-timeout", "sleep 1000 & echo $! > pids; echo $$ >> pids; wait", "a=x");

    assertThat(last.delegate().reason("a"))
        .isEqualTo(
            "its process runs, but did not connect within %s (--connect-timeout); with --native the"
                    .formatted(last.limit())
                + " command itself has to speak the protocol");
    assertNothingRuns(2);
  }

  @Test
  void one_that_ignores_the_signal_to_end_is_killed_when_its_time_is_up() throws IOException {
    LastWords last =
        shellWithin(
            "--timeout",
            "trap '' TERM; echo $$ > pids; (trap '' TERM; while :; do sleep 1000; done) &"
                + " echo $! >> pids; while :; do sleep 1000; done",
            "--restarts",
            "5",
            "a=x");

    assertThat(last.delegate().outcome("a")).isEqualTo("timed_out");
    assertThat(last.delegate().reason("a")).isEqualTo("not done within " + last.limit());
    assertThat(last.delegate().attempts("a")).isEqualTo(1);
    assertNothingRuns(2);
  }

  @Test
  void what_a_worker_leaves_running_behind_itself_is_ended_too() throws IOException {
    shell("sleep 1000 & echo $! > pids; exit 0", "a=x");

    assertNothingRuns(1);
  }

  @Test
  void two_run_at_once_and_never_more_and_all_five_get_their_turn() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", directory.resolve("meet").toString()).start().waitFor())
        .isZero();

    // a and b meet in a pipe: each waits for the other; the log shows who is there at once
    Delegate delegate =
        shell(
            "echo in >> log;"
                + " case $HANDFAST_CHILD_ID in a) echo hello > meet;; b) cat meet;; esac;"
                + " echo out >> log; exit 1",
            "--max-workers",
            "2",
            "a=1",
            "b=2",
            "c=3",
            "d=4",
            "e=5");

    int most = 0;
    int present = 0;
    List<String> log = Files.readAllLines(directory.resolve("log"));
    for (String line : log) {
      present += line.equals("in") ? 1 : -1;
      most = Math.max(most, present);
    }
    assertThat(log).hasSize(10);
    assertThat(most).isEqualTo(2);
    assertThat(delegate.summary().get("failed").asInt()).isEqualTo(5);
  }

  @Test
  void workers_that_say_nothing_hold_up_nobody() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", directory.resolve("gate").toString()).start().waitFor())
        .isZero();
    int silent = Math.min(Runtime.getRuntime().availableProcessors() + 1, 60);
    List<String> options = new ArrayList<>(List.of("--max-workers", "64"));
    IntStream.range(0, silent).forEach(number -> options.add("silent-%d=x".formatted(number)));
    options.add("quick=succeed");

    Delegate delegate =
        shell(
            "case $HANDFAST_CHILD_ID in quick) exec 3>gate; %s --child-mode \"$@\";; *) cat gate;; esac"
                .formatted(quoted(Self.java(NativeWorker.class))),
            options.toArray(String[]::new));

    assertThat(delegate.outcome("quick")).as(delegate.reason("quick")).isEqualTo("succeeded");
  }

  @Test
  void a_task_is_one_argument_and_no_shell_reads_it() throws IOException {
    String task = "$(touch witness); `touch witness` \"'; touch witness #";
    Delegate delegate =
        Delegate.json(
            List.of(
                "--native",
                "a=" + task,
                "--",
                "sh",
                "-c",
                cd("printf '%s' \"$1\" > said"),
                "sh",
                "{task}"));

    assertThat(delegate.exitCode()).isEqualTo(1);
    assertThat(directory.resolve("said")).hasContent(task);
    assertThat(directory.resolve("witness")).doesNotExist();
  }

  /// One that was ended by a limit.
  private record LastWords(Delegate delegate, String limit) {}

  /// Runs it with a limit that is long enough for this machine: the script has written the numbers
  /// of its two processes by then. With a shorter one nothing is claimed.
  private LastWords shellWithin(String option, String script, String... options)
      throws IOException {
    for (int seconds = 1; seconds <= 16; seconds *= 2) {
      String limit = seconds + "s";
      List<String> all = new ArrayList<>(List.of(option, limit));
      all.addAll(List.of(options));
      Delegate delegate = shell(script, all.toArray(String[]::new));
      Path pids = directory.resolve("pids");
      if (Files.exists(pids) && Files.readAllLines(pids).size() == 2) {
        return new LastWords(delegate, limit);
      }
      Files.deleteIfExists(pids);
    }
    throw new AssertionError("a script did not begin within 16 s");
  }

  private Delegate shell(String script, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--native"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--", "sh", "-c", cd(script)));
    return Delegate.json(arguments);
  }

  private static String quoted(List<String> words) {
    return "'" + String.join("' '", words) + "'";
  }

  private String cd(String script) {
    return "cd '" + directory + "'; " + script;
  }

  private void assertNothingRuns(int expected) throws IOException {
    List<String> pids = Files.readAllLines(directory.resolve("pids"));
    assertThat(pids).hasSize(expected);
    assertThat(pids)
        .allSatisfy(pid -> assertThat(runs(Long.parseLong(pid.strip()))).as(pid).isFalse());
  }

  /// One that has ended and that nobody has asked for its exit code has no command any more.
  static boolean runs(long pid) {
    return ProcessHandle.of(pid)
        .filter(process -> process.info().command().isPresent())
        .isPresent();
  }
}
