package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.transport.JunixTransport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Policies about processes, between processes: over sockets that know a peer's process.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Rule("HF-31")
final class PeerProcessTest {
  private static final long OWN_PID = ProcessHandle.current().pid();

  @RegisterExtension final Bench bench = new Bench();
  private final CompletableFuture<Long> started = new CompletableFuture<>();

  @Test
  void only_the_process_that_was_started_may_join() throws IOException, InterruptedException {
    serve(PeerPolicy::process);

    Process child = Joiner.start(bench.path());
    started.complete(child.pid());

    assertThat(said(child)).isEqualTo("joined");
    assertThat(Joiner.join(bench.path()))
        .contains("you are process %d, and only process %d may".formatted(OWN_PID, child.pid()));
  }

  @Test
  void what_the_started_process_starts_may_join_too() throws IOException, InterruptedException {
    serve(PeerPolicy::descendantOf);

    Process shell = Joiner.start(bench.path(), "sh", "-c", "\"$@\"; exit $?", "sh");
    started.complete(shell.pid());

    assertThat(said(shell)).isEqualTo("joined");
    assertThat(Joiner.join(bench.path()))
        .contains("you are process " + OWN_PID, "process " + shell.pid() + " and its descendants");
  }

  @Test
  void a_grandchild_is_not_the_process_that_was_started() throws IOException, InterruptedException {
    serve(PeerPolicy::process);

    Process shell = Joiner.start(bench.path(), "sh", "-c", "\"$@\"; exit $?", "sh");
    started.complete(shell.pid());

    assertThat(said(shell)).contains("only process %d may connect".formatted(shell.pid()));
  }

  /// Asks the policy only when it is known which process was started.
  private void serve(LongFunction<PeerPolicy> policy) {
    PeerPolicy later = peer -> policy.apply(started.join()).objection(peer);
    bench.server(builder -> builder.transport(JunixTransport::new).peers(later));
  }

  private static String said(Process process) throws IOException, InterruptedException {
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      assertThat(process.waitFor()).isZero();
      return line;
    } finally {
      process.destroy();
    }
  }
}
