package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Needs;
import dev.handfast.cli.process.Self;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Workers that speak the protocol themselves, in one go, looked at from several sides.
@Timeout(60)
class NativeWorkerTest {
  private static final Delegate DELEGATE = play();

  private static Delegate play() {
    List<String> arguments =
        new ArrayList<>(
            List.of("--native", "--auto", "approve", "good=succeed", "late=late", "bad=fail"));
    arguments.addAll(List.of("asks=ask", "gone=vanish"));
    arguments.addAll(List.of("--grace", "50s", "--")); // all end by themselves, also a slow Java
    arguments.addAll(Self.java(NativeWorker.class));
    return Delegate.json(arguments);
  }

  @Test
  void one_that_succeeds_goes_through_all_states() {
    assertThat(DELEGATE.states("good"))
        .containsExactly("starting", "connected", "running", "finishing", "succeeded");
    assertThat(DELEGATE.reason("good")).isEqualTo("done");
  }

  @Test
  void a_late_status_or_error_changes_no_result() {
    assertThat(DELEGATE.outcome("late")).isEqualTo("succeeded");
    assertThat(DELEGATE.reason("late")).isEqualTo("first");
    assertThat(DELEGATE.of("status_update", "late")).hasSize(1);
  }

  @Test
  void one_that_gives_up_has_failed_with_its_own_reason() {
    assertThat(DELEGATE.reason("bad")).isEqualTo("it cannot be done");
  }

  @Test
  void one_that_asks_gets_its_answer() {
    assertThat(DELEGATE.reason("asks")).isEqualTo("approved: true");
    assertThat(DELEGATE.of("permission_answer", "asks")).hasSize(1);
  }

  @Test
  void one_that_leaves_without_a_result_has_failed_with_its_last_lines() {
    assertThat(DELEGATE.outcome("gone")).isEqualTo("failed");
    assertThat(DELEGATE.reason("gone")).contains("without a result", "exit code 0");
    assertThat(DELEGATE.lastLines("gone")).containsExactly("off I go");
  }

  @Test
  void one_in_another_language_written_from_the_spec_alone_is_as_good() throws Exception {
    Path script =
        Path.of(Objects.requireNonNull(Delegate.class.getResource("/serve/worker.py")).toURI());
    List<String> words = new ArrayList<>(List.of("--native", "--auto", "deny", "py=x", "--"));
    words.addAll(List.of(Needs.python(), script.toString(), "{socket}", "{id}"));

    Delegate delegate = Delegate.json(words);

    assertThat(delegate.outcome("py")).isEqualTo("succeeded");
    assertThat(delegate.reason("py")).isEqualTo("done without (deny)");
    assertThat(delegate.of("permission_answer", "py")).hasSize(1);
    assertThat(delegate.exitCode()).isZero();
  }

  @Test
  void one_failure_is_enough_for_a_bad_exit_code() {
    assertThat(DELEGATE.exitCode()).isEqualTo(1);
    assertThat(DELEGATE.summary().get("succeeded").asInt()).isEqualTo(3);
    assertThat(DELEGATE.summary().get("failed").asInt()).isEqualTo(2);
  }
}
