package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.conformance.report.Summary;
import dev.handfast.conformance.report.Summary.Conclusion;
import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  @TempDir private Path folder = Path.of("");

  private static CaseResult result(String id, Way way, Verdict verdict) {
    var info = new CaseInfo(id, "g", "t", List.of("HF-1"), Level.MUST, "b", List.of(), "l");
    return new CaseResult(info, way.toString(), verdict, Optional.empty(), "", Duration.ZERO);
  }

  private Conclusion conclusion(Verdict plain, Verdict bytes) throws IOException {
    Path file = Files.writeString(folder.resolve("baseline.yaml"), "C-1: issue 7\n");
    var run =
        new SuiteRun(
            "somebody's client",
            "client",
            "driver",
            List.of("./driver"),
            1,
            List.of(
                result("C-1", Way.PLAIN, plain),
                result("C-1", Way.BYTES, bytes),
                result("C-2", Way.PLAIN, Verdict.PASSED)),
            Baseline.read(file).ids(),
            List.of(),
            Duration.ZERO);
    return Summary.of(run).conclusion();
  }

  @Test
  void an_expected_failure_that_shows_in_one_way_only_is_not_stale() throws IOException {
    assertThat(conclusion(Verdict.PASSED, Verdict.FAILED)).isEqualTo(Conclusion.AS_EXPECTED);
    assertThat(conclusion(Verdict.HUNG, Verdict.PASSED)).isEqualTo(Conclusion.AS_EXPECTED);
  }

  @Test
  void a_file_of_which_everything_was_mended_expects_nothing() throws IOException {
    Path file = folder.resolve("baseline.yaml");
    assertThat(Baseline.read(Files.writeString(file, "")).ids()).isEmpty();
    assertThat(Baseline.read(Files.writeString(file, "# all mended\n")).ids()).isEmpty();
  }

  @Test
  void an_id_that_stands_twice_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("baseline.yaml"), "C-1: one\nC-1: two\n");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("C-1");
  }

  @Test
  void one_that_passes_each_way_is() throws IOException {
    assertThat(conclusion(Verdict.PASSED, Verdict.PASSED)).isEqualTo(Conclusion.STALE);
    assertThat(conclusion(Verdict.PASSED, Verdict.NOT_APPLICABLE)).isEqualTo(Conclusion.STALE);
  }
}
