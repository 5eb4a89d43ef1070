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
}
