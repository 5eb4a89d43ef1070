package dev.handfast.conformance.suite;

import java.time.Duration;
import java.util.List;

/// What came of a suite.
///
/// @param subject name and version, as it says itself
/// @param role `client` or `server`
/// @param mode how it was driven: `driver` or `wire`
/// @param command that started it, or the path of its socket
/// @param seed that drew the generated cases
/// @param results of all cases that were selected, in the suite's order
/// @param expected ids of the cases whose failure the baseline expects
/// @param reached what was covered
/// @param took in all
public record SuiteRun(
    String subject,
    String role,
    String mode,
    List<String> command,
    long seed,
    List<CaseResult> results,
    List<String> expected,
    List<Reached> reached,
    Duration took) {
  /// Takes copies.
  public SuiteRun {
    command = List.copyOf(command);
    results = List.copyOf(results);
    expected = List.copyOf(expected);
    reached = List.copyOf(reached);
  }

  /// A kind of thing of which some were reached.
  ///
  /// @param kind such as `states`
  /// @param all of that kind, in order
  /// @param got those of them that were reached
  public record Reached(String kind, List<String> all, List<String> got) {
    /// Takes copies.
    public Reached {
      all = List.copyOf(all);
      got = List.copyOf(got);
    }
  }

  /// How many cases had a verdict.
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
