package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Pipe;
import dev.handfast.cli.process.Self;
import dev.handfast.cli.serve.Raw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Another process of the same user that connects under a worker's id while the worker runs.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe's open never ends
class StrangerTest {
  /// Tells where the socket is, and speaks through a process of its own.
  private static final String SCRIPT =
      """
      socket=$1 where=$2; shift 2
      printf %s "$socket" > "$where"
      "$@" --child-mode --socket-path "$socket" --child-id a --child-task meet &
      wait
      """;

  @TempDir private Path directory;

  @Test
  void only_the_process_that_was_started_and_its_descendants_may_be_the_worker() throws Exception {
    Pipe where = Pipe.at(directory.resolve("where"));
    Pipe joined = Pipe.at(directory.resolve("joined"));
    Pipe go = Pipe.at(directory.resolve("go"));
    List<String> words =
        new ArrayList<>(List.of("--native", "a=meet", "--", "sh", "-c", SCRIPT, "sh", "{socket}"));
    words.add(where.toString());
    words.addAll(Self.java(NativeWorker.class));
    words.addAll(List.of("--joined", joined.toString(), "--go", go.toString()));
    var run = CompletableFuture.supplyAsync(() -> Delegate.json(words), Thread::startVirtualThread);

    Path socket = Path.of(where.read());
    String beforeTheWorker = verdict(socket);
    assertThat(joined.read()).isEqualTo("joined");
    String besideTheWorker = verdict(socket);
    go.write("the true one");

    Delegate delegate = run.join();
    assertThat(List.of(beforeTheWorker, besideTheWorker))
        .allSatisfy(
            ack ->
                assertThat(ack)
                    .contains("\"accepted\":false")
                    .contains("you are process " + ProcessHandle.current().pid())
                    .contains("and its descendants may connect"));
    assertThat(delegate.outcome("a")).isEqualTo("succeeded");
    assertThat(delegate.reason("a")).isEqualTo("the true one");
    assertThat(delegate.notes())
        .hasSize(2)
        .allMatch(note -> note.startsWith("a: turned another process away, and told it: you are"));
  }

  private static String verdict(Path socket) throws Exception {
    try (var stranger = new Raw(socket)) {
      return stranger.verdict("a");
    }
  }
}
