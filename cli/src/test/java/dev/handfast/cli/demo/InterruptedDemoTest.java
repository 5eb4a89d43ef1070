package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Started;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("deep")
@Timeout(60)
class InterruptedDemoTest {
  @TempDir private Path directory;

  @Test
  void a_demo_that_is_told_to_end_takes_its_workers_and_its_directory_with_it() throws Exception {
    Process demo = start();
    try (BufferedReader out = demo.inputReader()) {
      List<ProcessHandle> workers = workersAtWork(demo, out);
      assertThat(files()).as("the private directory").hasSize(1);

      assertThat(demo.toHandle().destroy()).isTrue();
      assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();

      assertThat(workers).noneMatch(ProcessHandle::isAlive);
      assertThat(files()).isEmpty();
      assertThat(demo.exitValue()).isEqualTo(143);
      assertThat(out.lines()).as("blames nobody").noneMatch(line -> line.contains("too early"));
    }
  }

  @Test
  void workers_end_by_themselves_when_the_orchestrators_process_is_killed() throws Exception {
    Process demo = start();
    try (BufferedReader out = demo.inputReader()) {
      List<ProcessHandle> workers = workersAtWork(demo, out);

      demo.destroyForcibly().waitFor();

      for (ProcessHandle worker : workers) {
        assertThat(worker.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
      }
    }
  }

  private static List<ProcessHandle> workersAtWork(Process demo, BufferedReader out)
      throws IOException {
    String line = out.readLine();
    while (line != null && !line.contains("sends returned")) {
      line = out.readLine();
    }
    assertThat(line).as("a worker has sent").isNotNull();
    List<ProcessHandle> workers = demo.children().toList();
    assertThat(workers).hasSize(3);
    return workers;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(Started.handfastIn(directory, "demo"))
        .redirectErrorStream(true)
        .start();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
