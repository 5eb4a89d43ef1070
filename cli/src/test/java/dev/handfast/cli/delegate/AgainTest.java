package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Wrapped commands that are started more than once: by `--restarts`, and by two orchestrators.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe's open never ends
class AgainTest {
  @TempDir private Path directory;

  @Test
  @Tag("deep")
  void a_command_that_fails_is_started_again_until_it_succeeds_and_the_attempts_are_counted()
      throws IOException {
    Delegate delegate =
        run("echo x >> starts; [ $(wc -l < starts) -eq 2 ]", "--restarts", "5", "a=x");

    assertThat(delegate.outcome("a")).isEqualTo("succeeded");
    assertThat(delegate.attempts("a")).isEqualTo(2);
    assertThat(delegate.of("restart", "a")).hasSize(1);
    assertThat(starts()).hasSize(2);
    assertThat(delegate.exitCode()).isZero();
  }

  @Test
  void a_task_whose_request_is_aborted_is_called_off_and_never_tried_again() throws IOException {
    Delegate delegate =
        run(
            "echo x >> starts; handfast ask rm; exec sleep 1000",
            "--restarts",
            "5",
            "--auto",
            "abort",
            "a=x");

    assertThat(delegate.outcome("a")).isEqualTo("cancelled");
    assertThat(delegate.reason("a")).isEqualTo("its request for rm was aborted");
    assertThat(delegate.attempts("a")).isEqualTo(1);
    assertThat(starts()).hasSize(1);
    assertThat(delegate.exitCode()).isEqualTo(1);
  }

  @Test
  @Tag("deep")
  void two_orchestrators_in_one_directory_have_their_own_workers_under_the_same_id()
      throws Exception {
    Pipe.at(directory.resolve("meet"));
    String reads = "cat meet";
    String writes = "echo \"from the other\" > meet; echo written";

    var one = CompletableFuture.supplyAsync(() -> run(reads, "a=x"), Thread::startVirtualThread);
    Delegate two = run(writes, "a=x");

    assertThat(one.join().reason("a")).isEqualTo("from the other");
    assertThat(two.reason("a")).isEqualTo("written");
    assertThat(List.of(one.join().notes(), two.notes())).allMatch(List::isEmpty);
  }

  private Delegate run(String script, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--", "sh", "-c", "cd \"$1\"; " + script, "sh", directory.toString()));
    return Delegate.json(words);
  }

  private List<String> starts() throws IOException {
    return Files.readAllLines(directory.resolve("starts"));
  }
}
