package dev.handfast.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProgramTest {
  /// 10 s, which only means that it never comes.
  private static final Duration LONG = Duration.ofSeconds(10);

  /// A script that starts a program and waits for it, as wrappers of drivers do.
  private static final List<String> SCRIPT = List.of("/bin/sh", "-c", "sleep 1000 & echo $!; wait");

  /// The letter of its state in Linux; `Z` where it has gone.
  private static char state(String pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException _) {
      return 'Z'; // no file, or no process behind the open one
    }
  }

  private static void await(String pid, char wanted) throws IOException {
    long until = System.nanoTime() + LONG.toNanos();
    while (state(pid) != wanted && System.nanoTime() < until) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(state(pid)).isEqualTo(wanted);
  }

  @Test
  void what_a_script_has_started_stands_still_goes_on_and_ends_with_it() throws IOException {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "needs Linux");
    Program program = Program.of(SCRIPT).start();
    try (var said =
        new BufferedReader(new InputStreamReader(program.events(), StandardCharsets.UTF_8))) {
      String pid = said.readLine();
      program.pause();
      await(pid, 'T');
      program.goOn();
      await(pid, 'S');
      program.kill();
      await(pid, 'Z');
    } finally {
      program.kill();
    }
  }
}
