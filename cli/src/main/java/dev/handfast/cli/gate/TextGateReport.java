package dev.handfast.cli.gate;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.gate.Coverage;
import dev.handfast.conformance.gate.Finding;
import dev.handfast.conformance.report.Again;
import dev.handfast.conformance.story.Diagram;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// For people.
final class TextGateReport implements GateReport {
  private final PrintWriter out;
  private final Paint paint;
  private final List<String> command;

  TextGateReport(Screen screen, List<String> command) {
    this.out = screen.out();
    this.paint = screen.paint();
    this.command = command;
  }

  @Override
  public void begins(Driver.Hello driver, Duration budget, long seed) {
    out.printf("gate: %s, for %s, seed %d%n", Visible.of(driver.toString()), inWords(budget), seed);
    out.flush();
  }

  private static String inWords(Duration time) {
    return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  @Override
  public void ends(Optional<Finding> found, Coverage coverage) {
    found.ifPresentOrElse(this::race, () -> none(coverage));
    out.println(paint.dim("tried: " + coverage.text()));
    out.flush();
  }

  private void none(Coverage coverage) {
    out.println(
        coverage.lives() == 0
            ? "? nothing was tried: the budget is over before the first life"
            : paint.good("✓ ") + "no race was found");
  }

  private void race(Finding race) {
    out.println();
    out.println(paint.bad("✗ ") + paint.bold(Visible.of(sentence(race))));
    race.gone().map(Trial.Gone::stderr).filter(said -> !said.isEmpty()).ifPresent(this::said);
    out.println();
    out.println("the shortest life that shows it%s:".formatted(race.place()));
    race.script().forEach(step -> out.println("  " + Visible.of(step)));
    out.println();
    Diagram.of(race.played().story()).text().lines().forEach(line -> out.println(Visible.of(line)));
    out.println();
    if (race.gone().isEmpty()) {
      race.played().differences().forEach(line -> out.println(Visible.of("  " + line)));
      out.println();
    }
    out.printf(
        "found after %d lives in %.1f s; in a process of its own it shows %d times of %d%s%n",
        race.lives(),
        race.after().toMillis() / 1_000.0,
        race.again().shown(),
        race.again().tried(),
        race.again().shown() == 0 ? ": what was lived before may matter" : "");
    String again = Again.command("replay '%s'".formatted(race.token()), command);
    out.printf("again: %s%n%n", Visible.of(again));
  }

  private void said(String stderr) {
    out.println("its standard error ends:");
    stderr.lines().forEach(line -> out.println("  " + Visible.of(line)));
  }

  /// The rule and what broke it.
  static String sentence(Finding race) {
    return race.sentence();
  }
}
