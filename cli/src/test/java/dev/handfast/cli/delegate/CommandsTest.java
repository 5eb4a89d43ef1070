package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final Task TASK = new Task("a", "do it");
  private static final Site SITE = new Site(Path.of("/place"), Optional.of("-b"));

  @Test
  void a_wrapped_command_has_the_time_to_end_that_was_given() {
    assertThat(words(Duration.ofMillis(1500)))
        .containsSequence("--grace=1.5", "--", "make", "do it");
    assertThat(words(Duration.ofHours(5))).contains("--grace=3600.0");
  }

  @Test
  void a_worker_keeps_its_private_things_where_the_orchestrator_clears_up() {
    assertThat(words(Duration.ZERO)).contains("--rooms=/");
  }

  @Test
  void what_looks_like_an_option_stays_the_value_of_one() {
    assertThat(words(Duration.ZERO)).contains("--task=do it", "--branch=-b");
  }

  private static List<String> words(Duration grace) {
    return new Commands(
            List.of("make", "{task}", "x{task}"), Order.Manner.WRAPPED, Path.of("/s"), grace)
        .worker(TASK, SITE)
        .words();
  }
}
