package dev.handfast.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The races of ending processes: what is left after our end of a tree, and after a careless one.
@Timeout(60)
class ProcessTreeRacesTest {
  private static final Duration GRACE = Duration.ofMillis(300);

  private final List<Running> started = new ArrayList<>();

  @AfterEach
  void nothing_outlives_a_test() {
    started.forEach(running -> running.tree().end(Duration.ZERO));
  }

  @Test
  @Race("D7")
  void a_child_that_ignores_the_first_signal_outlives_us() throws Exception {
    assertThat(isLeft(running -> running.tree().end(GRACE))).as("by ours").isFalse();
    assertThat(isLeft(ProcessTreeRacesTest::askedOnce)).as("by the careless one").isTrue();
  }

  private boolean isLeft(Consumer<Running> end) throws Exception {
    Running stubborn = start("trap '' TERM; echo here; while :; do sleep 60; done");
    end.accept(stubborn);
    return Life.goesOn(stubborn.handle());
  }

  /// A signal, some time, and no second look.
  private static void askedOnce(Running running) {
    running.handle().destroy();
    var _ = running.exit().completeOnTimeout(0, GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @Test
  @Race("R19")
  void whoever_has_the_number_of_a_dead_child_is_killed_for_it() throws Exception {
    assertThat(isStruck(handle -> new ProcessTree(handle, Mark.fresh("no such mark")).end(GRACE)))
        .as("by ours")
        .isFalse();
    assertThat(isStruck(ProcessHandle::destroyForcibly)).as("by the careless one").isTrue();
  }

  private boolean isStruck(Consumer<ProcessHandle> end) throws Exception {
    Running unrelated = start("echo here; exec sleep 600");
    Running dead = start("echo here");
    var _ = dead.exit().get(10, TimeUnit.SECONDS);
    end.accept(new SameNumber(dead.handle(), unrelated.handle()));
    // it ends by the first signal that it has got
    unrelated.handle().destroy();
    return unrelated.exit().get(10, TimeUnit.SECONDS) == 128 + 9;
  }

  /// A process that runs, and says so.
  private Running start(String script) throws Exception {
    Running running = Program.of(List.of("sh", "-c", script)).start();
    started.add(running);
    var lines = new BufferedReader(new InputStreamReader(running.output(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("here");
    return running;
  }
}
