package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.PrivateDirectory;
import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Verdict;
import dev.handfast.server.HandfastServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What has no driver is tested at the wire alone.
class WireTest {
  /// A worker that shakes hands and answers pings.
  ///
  /// @param first what it does before it connects, in Python
  /// @param accepted what it does once it has its ack
  private static Subjects worker(String first, String accepted) {
    String program =
        """
        import json, os, socket, sys
        %s
        wire = socket.socket(socket.AF_UNIX)
        wire.connect(sys.argv[1])
        said = 0
        def say(kind, **fields):
            global said
            said += 1
            frame = {"id": "m-%%d" %% said, "type": kind, "timestamp": said, **fields}
            wire.sendall((json.dumps(frame) + "\\n").encode())
        say("handshake", childId=sys.argv[2], worktree="/tmp", branch="main", task="talk")
        for line in wire.makefile("rb"):
            kind = json.loads(line)["type"]
            if kind == "ping":
                say("pong")
            elif kind == "handshake_ack":
                %s
        """
            .formatted(first, accepted);
    return Subjects.alone(List.of(Peers.python(), "-c", program, "{socket}", "{childId}"));
  }

  private static CaseResult handshake(Subjects worker, Duration patience) throws IOException {
    return Runs.of(worker, patience, cases("client", "C-HANDSHAKE")).getFirst();
  }

  private static List<Group> cases(String role, String... patterns) {
    return Selection.sample(
        new Selection(List.of(patterns), Selection.Shard.ALL).of(Cases.of(role)));
  }

  @Test
  void a_server_that_runs_already_passes_and_keeps_its_socket() throws IOException {
    try (var directory = PrivateDirectory.make("found");
        HandfastServer server = HandfastServer.builder(directory.socket()).start()) {
      Path socket = directory.socket().path();
      List<CaseResult> results =
          Runs.of(Subjects.found(socket), Runs.HUNG, cases("server", "S-HANDSHAKE*"));

      assertThat(results).hasSizeGreaterThan(10);
      assertThat(results)
          .allSatisfy(
              result ->
                  assertThat(result.verdict())
                      .as(result.toString())
                      .isIn(Verdict.PASSED, Verdict.NOT_APPLICABLE));
      assertThat(results).extracting(CaseResult::verdict).contains(Verdict.PASSED);
      assertThat(socket).exists();
      assertThat(server.workers()).isEmpty();
    }
  }

  /// A pipe holds 64 KiB.
  @Test
  void a_program_may_say_as_much_as_it_likes() throws IOException {
    String says = "[os.write(stream, b'starting' * 400) for stream in (1, 2) for _ in range(40)]";

    assertThat(handshake(worker(says, "pass"), Runs.HUNG).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void a_line_without_an_end_is_a_failure() throws IOException {
    CaseResult result =
        handshake(worker("", "[wire.sendall(b'x' * 65536) for _ in iter(int, 1)]"), Runs.HUNG);

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.failure().orElseThrow().got())
        .isEqualTo("more than 16,777,216 bytes without an end");
  }

  @Test
  void who_says_other_things_for_ever_hangs() throws IOException {
    String logs = "say('log', childId=sys.argv[2], level='text', content='on')";
    CaseResult result =
        handshake(worker("", "[%s for _ in iter(int, 1)]".formatted(logs)), Runs.PATIENCE);

    assertThat(result.verdict()).isEqualTo(Verdict.HUNG);
    // none where the program itself needs a second to start
    assertThat(result.failure().orElseThrow().got())
        .isIn("only other frames for 1000 ms", "none for 1000 ms");
  }
}
