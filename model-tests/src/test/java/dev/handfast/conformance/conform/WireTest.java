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
import java.util.List;
import org.junit.jupiter.api.Test;

/// What has no driver is tested at the wire alone.
class WireTest {
  /// A worker that says a lot on both of its streams before it connects, and then answers pings.
  private static final String TALKATIVE =
      """
      import json, os, socket, sys
      for stream in (1, 2):
          for _ in range(40):
              os.write(stream, b"starting up " * 400)
      wire = socket.socket(socket.AF_UNIX)
      wire.connect(sys.argv[1])
      said = 0
      def say(kind, **fields):
          global said
          said += 1
          frame = {"id": "m-%d" % said, "type": kind, "timestamp": said, **fields}
          wire.sendall((json.dumps(frame) + "\\n").encode())
      say("handshake", childId=sys.argv[2], worktree="/tmp", branch="main",
          task="talk")
      for line in wire.makefile("rb"):
          if json.loads(line)["type"] == "ping":
              say("pong")
      """;

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

  @Test
  void a_program_may_say_as_much_as_it_likes() throws IOException {
    Peers.needs("python3");
    List<CaseResult> results =
        Runs.of(
            Subjects.alone(List.of("python3", "-c", TALKATIVE, "{socket}", "{childId}")),
            Runs.HUNG,
            cases("client", "C-HANDSHAKE"));

    assertThat(results).extracting(CaseResult::verdict).containsExactly(Verdict.PASSED);
  }
}
