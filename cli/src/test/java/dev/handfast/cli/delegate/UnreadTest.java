package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.FullPipe;
import dev.handfast.cli.Pipe;
import dev.handfast.cli.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The orchestrator's output is a pipe that is full, or that nobody reads any more.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe's open never ends
class UnreadTest {
  /// 30 s: only what is hung takes so long.
  private static final long HUNG_SECONDS = 30;

  /// Says who it is, and writes without end.
  private static final String FLOOD = "echo $$ > started; exec yes " + "z".repeat(100);

  @TempDir private Path directory;
  private Path temporary = Path.of("");
  private Pipe worker = new Pipe(Path.of(""));
  private Optional<Process> running = Optional.empty();

  @BeforeEach
  void make_places() throws Exception {
    temporary = Files.createDirectory(directory.resolve("tmp"));
    worker = Pipe.at(directory.resolve("started"));
  }

  @AfterEach
  void leave_nothing_running() {
    running.stream()
        .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void told_to_end_it_ends_with_its_workers_though_nobody_reads() throws Exception {
    try (var full = FullPipe.at(directory.resolve("out"))) {
      Process delegate = start(full.output(), FLOOD);
      ProcessHandle flooding = flooding();

      delegate.destroy();

      assertThat(delegate.waitFor(HUNG_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(delegate.exitValue()).isEqualTo(143);
      assertThat(flooding.isAlive()).isFalse();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  @Tag("deep")
  void a_time_limit_ends_a_worker_though_nobody_reads() throws Exception {
    try (var full = FullPipe.at(directory.resolve("out"))) {
      Process delegate = start(full.output(), FLOOD, "--native", "--timeout", "10s");

      flooding().onExit().get(HUNG_SECONDS, TimeUnit.SECONDS);

      assertThat(delegate.isAlive()).as("waits for a reader").isTrue();
      delegate.destroy();
      assertThat(delegate.waitFor(HUNG_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(delegate.exitValue()).isEqualTo(143);
      assertThat(files()).isEmpty();
    }
  }

  @Test
  @Tag("deep")
  void an_output_that_nobody_reads_any_more_is_said_once_and_the_tasks_go_on() throws Exception {
    Pipe go = Pipe.at(directory.resolve("go"));
    Pipe finished = Pipe.at(directory.resolve("finished"));
    Process delegate =
        start(ProcessBuilder.Redirect.PIPE, "read -r go < go; seq 100; echo done > finished");
    try (var out = delegate.inputReader()) {
      assertThat(out.readLine()).startsWith("1 task");
    }
    go.write("now\n");

    assertThat(finished.read()).isEqualTo("done\n");
    assertThat(delegate.waitFor(HUNG_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    assertThat(delegate.exitValue()).isZero();
    assertThat(Files.readAllLines(directory.resolve("err")))
        .containsExactly("handfast: nobody reads the output any more; the tasks go on");
  }

  private Process start(ProcessBuilder.Redirect output, String script, String... options)
      throws IOException {
    List<String> words = Started.handfastIn(temporary, "delegate", "--grace", "300ms");
    words.addAll(List.of(options));
    words.addAll(List.of("a=x", "--", "sh", "-c", script));
    Process process =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectOutput(output)
            .redirectError(directory.resolve("err").toFile())
            .start();
    running = Optional.of(process);
    return process;
  }

  private ProcessHandle flooding() throws IOException {
    return ProcessHandle.of(Long.parseLong(worker.read().strip())).orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }
}
