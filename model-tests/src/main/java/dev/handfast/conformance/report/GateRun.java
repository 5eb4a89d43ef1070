package dev.handfast.conformance.report;

import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.gate.Coverage;
import dev.handfast.conformance.gate.Finding;
import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A gate's search as a suite of one case, so that it can be reported as any other.
public final class GateRun {
  private static final Pattern DIFFERENCE =
      Pattern.compile("(.*?): expected (.*), seen (.*)", Pattern.DOTALL);

  private static final int EXPECTED = 2;
  private static final int SEEN = 3;

  /// Stands above what differs after a step.
  private static final Pattern AFTER = Pattern.compile("after step \\d+, .*:");

  private GateRun() {}

  /// What came of a search.
  ///
  /// @param client whose it was
  /// @param command that started its driver
  /// @param seed that drew the longer lives
  /// @param found the race; none where the client passed
  /// @param coverage what was tried
  public static SuiteRun of(
      Driver.Hello client,
      List<String> command,
      long seed,
      Optional<Finding> found,
      Coverage coverage) {
    var result =
        new CaseResult(
            info(found),
            "plain",
            found.map(GateRun::verdict).orElse(Verdict.PASSED),
            found.map(GateRun::failure),
            tried(coverage) + found.map(GateRun::shown).orElse(""),
            coverage.took());
    return new SuiteRun(
        client.toString(),
        client.role(),
        "driver",
        command,
        seed,
        List.of(result),
        List.of(),
        List.of(),
        coverage.took());
  }

  private static CaseInfo info(Optional<Finding> found) {
    return new CaseInfo(
        "gate",
        "gate",
        "In each order of events that was tried, every promise is kept",
        found.map(race -> List.copyOf(race.rules())).orElse(List.of()),
        Level.MUST,
        "What happens at once happens in any order.",
        List.of(),
        "");
  }

  private static Verdict verdict(Finding race) {
    return race.played().differences().stream().anyMatch(line -> line.startsWith("hung: "))
        ? Verdict.HUNG
        : Verdict.FAILED;
  }

  private static Failure failure(Finding race) {
    List<String> differences = race.played().differences();
    List<String> steps = race.steps();
    return new Failure(
        List.copyOf(race.rules()),
        steps.size(), // a life ends where something differs
        race.gone()
            .map(_ -> "a driver that goes on")
            .or(() -> side(differences, EXPECTED, _ -> ""))
            .orElse("what the reference model does"),
        race.gone()
            .map(Trial.Gone::why)
            .or(() -> side(differences, SEEN, whole -> whole))
            .orElse("something else"),
        steps,
        Diagram.of(race.played().story()),
        List.of(),
        "replay '%s'".formatted(race.token()),
        race.gone().map(Trial.Gone::stderr).orElse(""));
  }

  /// One side of the differences, a line each; none where they do not tell it.
  ///
  /// @param other what a difference says of this side that does not tell the two apart
  private static Optional<String> side(
      List<String> differences, int side, UnaryOperator<String> other) {
    return differences.stream()
        .filter(difference -> !AFTER.matcher(difference).matches())
        .map(
            difference -> {
              Matcher sides = DIFFERENCE.matcher(difference);
              return sides.matches()
                  ? "%s: %s".formatted(sides.group(1), sides.group(side))
                  : other.apply(difference);
            })
        .filter(line -> !line.isEmpty())
        .reduce("%s\n%s"::formatted);
  }

  private static String tried(Coverage tried) {
    return "tried every order of up to %s of %s events, %s lives of that kind, and %s longer ones"
        .formatted(
            tried.length(),
            tried.events(),
            Words.number(tried.words()),
            Words.number(tried.drawn()));
  }

  private static String shown(Finding race) {
    return "; found after %s lives; in a process of its own it shows %s times of %s"
        .formatted(Words.number(race.lives()), race.again().shown(), race.again().tried());
  }
}
