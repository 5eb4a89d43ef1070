package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Started;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The orchestrator's process is told to end while its workers work.
@Timeout(60)
class EndedFromOutsideTest {
  /// Says that it works, and does not end when it is told to.
  private static final String STUBBORN =
      "trap '' TERM INT; echo at work $$; while :; do sleep 1000; done";

  @TempDir private Path directory;
  private Optional<Process> running = Optional.empty();

  @AfterEach
  void leave_nothing_running() {
    running.stream().filter(Process::isAlive).forEach(EndedFromOutsideTest::endAll);
  }

  private static void endAll(Process delegate) {
    List<ProcessHandle> all =
        Stream.concat(delegate.descendants(), Stream.of(delegate.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void told_to_end_it_takes_everything_with_it_also_what_does_not_want_to() throws Exception {
    Process delegate = start();
    try (BufferedReader out = delegate.inputReader()) {
      List<ProcessHandle> workers = workersAtWork(2, out);
      assertThat(files()).as("the private directory").hasSize(1);

      signal("TERM", "" + delegate.pid());

      assertThat(delegate.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(delegate.exitValue()).isEqualTo(143);
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
      assertThat(files()).isEmpty();
      assertThat(out.lines()).anyMatch(line -> line.contains("2 cancelled"));
    }
  }

  @Test
  void a_second_interrupt_does_not_wait_for_anybody() throws Exception {
    Process delegate = start("--grace", "10m");
    try (BufferedReader out = delegate.inputReader()) {
      List<ProcessHandle> workers = workersAtWork(2, out);

      signal("INT", "" + delegate.pid());
      String line = out.readLine();
      while (line != null && !line.equals("a: ending")) {
        line = out.readLine();
      }
      signal("INT", "" + delegate.pid());

      assertThat(delegate.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(delegate.exitValue()).isEqualTo(130);
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
      assertThat(files()).isEmpty();
    }
  }

  @Test
  @Tag("deep")
  void ctrl_c_which_the_workers_get_too_leaves_them_cancelled_and_not_failed() throws Exception {
    List<String> words = new ArrayList<>(List.of("setsid")); // a group of its own, as in a terminal
    words.addAll(delegate("--grace", "300ms", "wrapped=x"));
    words.addAll(List.of("--", "sh", "-c", "echo at work $$; sleep 1000"));
    Process delegate = start(words);
    try (BufferedReader out = delegate.inputReader()) {
      List<ProcessHandle> workers = workersAtWork(1, out);

      signal("INT", "-" + delegate.pid());

      assertThat(delegate.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(delegate.exitValue()).isEqualTo(130);
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
      assertThat(out.lines().toList()).last().isEqualTo("1 cancelled");
    }
  }

  private static List<ProcessHandle> workersAtWork(int count, BufferedReader out)
      throws IOException {
    List<ProcessHandle> workers = new ArrayList<>();
    while (workers.size() < count) {
      String line = out.readLine();
      assertThat(line).as("%d workers at work", count).isNotNull();
      if (line.contains("| at work ")) {
        String pid = line.substring(line.lastIndexOf(' ') + 1);
        workers.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
      }
    }
    return workers;
  }

  private Process start(String... options) throws IOException {
    List<String> words = delegate("--native");
    words.addAll(options.length == 0 ? List.of("--grace", "300ms") : List.of(options));
    words.addAll(List.of("a=x", "b=x", "--", "sh", "-c", STUBBORN));
    return start(words);
  }

  private Process start(List<String> words) throws IOException {
    Process delegate = new ProcessBuilder(words).redirectErrorStream(true).start();
    running = Optional.of(delegate);
    return delegate;
  }

  private List<String> delegate(String... options) {
    List<String> words = new ArrayList<>();
    // whoever runs the tests in the background ignores it
    words.addAll(List.of("env", "--default-signal=INT"));
    words.addAll(Started.handfastIn(directory, "delegate"));
    words.addAll(List.of(options));
    return words;
  }

  private static void signal(String name, String to) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "--", to).start().waitFor()).isZero();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
