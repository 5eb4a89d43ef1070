package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.SocketPath;
import dev.handfast.cli.Started;
import dev.handfast.server.HandfastServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed cannot delete its private directory: the next command does.
@Tag("deep")
@Timeout(60)
class KilledTest {
  private static final Pattern AT_WORK = Pattern.compile("at work (\\d+) in ([^\" ]+)");

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();
  private final List<ProcessHandle> workers = new ArrayList<>();

  @AfterEach
  void leave_nothing_running() {
    started.forEach(Process::destroyForcibly);
    workers.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void the_next_command_deletes_what_killed_ones_have_left_and_nothing_else() throws Exception {
    Path socket = directory.resolve("o.sock");
    try (var _ = HandfastServer.builder(SocketPath.of(socket)).start()) {
      Process killed = delegate();
      Process visited = delegate();
      Process living = delegate();
      Process killedWork = work(socket);
      Path socketOfKilled = socketAtWork(killed);
      Path socketOfVisited = socketAtWork(visited);
      Path socketOfLiving = socketAtWork(living);
      Path channelOfKilled = socketAtWork(killedWork);
      Path guest = Files.createFile(socketOfVisited.resolveSibling("notes"));

      kill(killed);
      kill(visited);
      kill(killedWork);
      assertThat(List.of(socketOfKilled, channelOfKilled)).allMatch(Files::exists);
      assertThat(start("delegate", "--native", "next=x", "--", "true").waitFor()).isEqualTo(1);

      assertThat(socketOfKilled.getParent()).doesNotExist();
      assertThat(channelOfKilled.getParent()).doesNotExist();
      assertThat(List.of(guest, socketOfVisited, socketOfLiving)).allMatch(Files::exists);
      assertThat(living.isAlive()).isTrue();
    }
  }

  private Process work(Path socket) throws IOException {
    List<String> words = new ArrayList<>(List.of("work", "--json", "--socket", socket.toString()));
    words.addAll(List.of("--child-id", "w-1", "--", "sh", "-c"));
    words.add("echo at work $$ in $HANDFAST_CHANNEL; exec sleep 1000");
    return start(words.toArray(String[]::new));
  }

  private Process delegate() throws IOException {
    String script = "echo at work $$ in $1; exec sleep 1000";
    return start("delegate", "--native", "a=x", "--", "sh", "-c", script, "sh", "{socket}");
  }

  private Process start(String... arguments) throws IOException {
    Process process =
        new ProcessBuilder(Started.handfastIn(directory, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  /// Waits until the process's worker says that it is at work, and gives the socket that it names.
  private Path socketAtWork(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    for (String line; (line = out.readLine()) != null; ) {
      Matcher said = AT_WORK.matcher(line);
      if (said.find()) {
        ProcessHandle.of(Long.parseLong(said.group(1))).ifPresent(workers::add);
        return Path.of(said.group(2));
      }
    }
    throw new AssertionError("it ended before its worker worked");
  }

  private static void kill(Process process) throws InterruptedException {
    assertThat(process.destroyForcibly().waitFor()).isEqualTo(137);
  }
}
