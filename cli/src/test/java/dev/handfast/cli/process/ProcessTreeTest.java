package dev.handfast.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessTreeTest {
  private static final Duration GRACE = Duration.ofMillis(300);

  @TempDir private Path directory;
  private final List<Running> started = new ArrayList<>();

  @AfterEach
  void nothing_outlives_a_test() {
    started.forEach(running -> running.tree().end(Duration.ZERO));
  }

  @Race("D7")
  @Test
  void a_tree_whose_grandchildren_ignore_sigterm_is_gone_after_the_grace() throws Exception {
    Running running =
        start(
            """
            trap '' TERM
            (trap '' TERM; sh -c 'trap "" TERM; echo $$; while :; do sleep 60; done') &
            (trap '' TERM; sh -c 'trap "" TERM; echo $$; while :; do sleep 60; done') &
            echo $$
            wait
            """);
    List<ProcessHandle> named = namedProcesses(running, 3);

    ProcessTree.Ended ended = running.tree().end(GRACE);

    assertThat(named).noneMatch(Life::goesOn);
    assertThat(ended.killed()).containsAll(named);
    assertThat(ended.left()).isEmpty();
    assertThat(running.tree().running()).isEmpty();
    assertThat(running.exit().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 9);
  }

  @Test
  void a_process_whose_parents_have_ended_and_that_left_its_session_still_belongs_to_the_tree()
      throws Exception {
    Running running = start("setsid sh -c 'echo $$; exec sleep 600' & wait_for_nothing=1");
    List<ProcessHandle> named = namedProcesses(running, 1);
    assertThat(running.exit().get(10, TimeUnit.SECONDS)).isZero();
    assertThat(running.tree().running()).isEqualTo(named);

    ProcessTree.Ended ended = running.tree().end(Duration.ofSeconds(20));

    assertThat(named).noneMatch(Life::goesOn);
    assertThat(ended.message()).isEqualTo("1 process ended");
  }

  /// It has no environment for a moment, again and again: in one of ten looks.
  @Test
  void a_process_that_starts_one_program_after_another_is_never_overlooked() throws Exception {
    Path script = Files.writeString(directory.resolve("again"), "exec sh \"$0\"\n");
    Running running = start("echo $$; exec sh '%s'".formatted(script));
    long pid = namedProcesses(running, 1).getFirst().pid();

    for (int look = 0; look < 1_000; look++) {
      assertThat(running.tree().hasMarked(pid)).as("look %d", look).isTrue();
    }
  }

  @Test
  void a_tree_that_obeys_is_not_killed() throws Exception {
    Running running = start("trap 'exit 5' TERM; echo $$; while :; do sleep 0.05; done");
    List<ProcessHandle> named = namedProcesses(running, 1);

    ProcessTree.Ended ended = running.tree().end(Duration.ofSeconds(20));

    assertThat(ended.asked()).containsAll(named);
    assertThat(ended.killed()).isEmpty();
    assertThat(running.exit().get(10, TimeUnit.SECONDS)).isEqualTo(5);
  }

  @Test
  void a_tree_in_a_tree_is_ended_with_the_outer_one_and_not_the_other_way_round() throws Exception {
    Running outer = start("HANDFAST_TREE=$HANDFAST_TREE:inner sh -c 'echo $$; exec sleep 600'");
    ProcessHandle inner = namedProcesses(outer, 1).getFirst();
    Running other = start("echo $$; exec sleep 600");
    ProcessHandle unrelated = namedProcesses(other, 1).getFirst();
    var innerTree = new ProcessTree(inner, Mark.fresh("inner"));

    assertThat(innerTree.running()).isEqualTo(List.of(inner));
    assertThat(outer.tree().running()).contains(inner, outer.handle()).doesNotContain(unrelated);

    outer.tree().end(Duration.ofSeconds(20));

    assertThat(Life.goesOn(inner)).isFalse();
    assertThat(Life.goesOn(unrelated)).isTrue();
  }

  @Race("R19")
  @Test
  void a_process_that_has_the_number_of_a_dead_one_is_neither_asked_nor_listed() throws Exception {
    Running dead = start("true");
    assertThat(dead.exit().get(10, TimeUnit.SECONDS)).isZero();
    Running unrelated = start("sleep 600 & echo $$; wait");
    ProcessHandle alive = namedProcesses(unrelated, 1).getFirst();
    // what a reused number looks like: it says "dead" for itself, and the system lists children
    var reused = new ProcessTree(new SameNumber(dead.handle(), alive), Mark.fresh("no such mark"));

    ProcessTree.Ended ended = reused.end(GRACE);

    assertThat(ended.asked()).isEmpty();
    assertThat(unrelated.tree().running()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void a_tree_that_has_ended_takes_no_time_to_end() throws Exception {
    Running running = start("exit 0");
    assertThat(running.exit().get(10, TimeUnit.SECONDS)).isZero();

    assertThat(running.tree().end(Duration.ofHours(1)).asked()).isEmpty();
  }

  @Test
  void an_interrupted_thread_ends_the_tree_all_the_same() throws Exception {
    Running running = start("trap '' TERM; echo $$; while :; do sleep 60; done");
    List<ProcessHandle> named = namedProcesses(running, 1);

    Thread.currentThread().interrupt();
    running.tree().end(GRACE);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(named).noneMatch(Life::goesOn);
  }

  private Running start(String script) throws CannotStart {
    Running running = Program.of(List.of("sh", "-c", script)).start();
    started.add(running);
    return running;
  }

  /// The processes that write their numbers, once they have; then the script does what it does.
  private static List<ProcessHandle> namedProcesses(Running running, int count) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(running.output(), StandardCharsets.UTF_8));
    List<ProcessHandle> named = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      named.add(ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow());
    }
    return named;
  }
}
