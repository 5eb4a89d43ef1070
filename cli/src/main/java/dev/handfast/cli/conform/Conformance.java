package dev.handfast.cli.conform;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.conform.Baseline;
import dev.handfast.conformance.conform.Lives;
import dev.handfast.conformance.conform.Selection;
import dev.handfast.conformance.conform.Subjects;
import dev.handfast.conformance.conform.Suite;
import dev.handfast.conformance.conform.Way;
import dev.handfast.conformance.drive.DriverFault;
import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.report.Summary;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.SuiteRun.Reached;
import dev.handfast.conformance.suite.Verdict;
import dev.handfast.conformance.verdict.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// One call of `handfast conform`.
final class Conformance {
  private final CommandSpec spec;
  private final SuiteOptions options;
  private final String role;
  private final List<String> command;
  private final List<Group> chosen;
  private final Baseline baseline;
  private final Screen screen;
  private String how = "";

  Conformance(CommandSpec spec, SuiteOptions options, String role, List<String> command) {
    this.spec = spec;
    this.options = options;
    this.role = role;
    this.command = command;
    this.screen =
        options.isForPrograms()
            ? new Screen(new PrintWriter(Writer.nullWriter()), Paint.PLAIN, Screen.Mode.PLAIN)
            : options.screen(spec);
    List<Group> all = Cases.of(role);
    this.chosen = options.selection().of(all);
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no case matches; `handfast conform " + role + " --list` has them all");
    }
    if (options.isNameless()) {
      throw new ParameterException(
          spec.commandLine(), "--json: got '', wanted a file, or - for standard output");
    }
    if (options.isListInFile()) {
      throw new ParameterException(
          spec.commandLine(), "--list: got a file for --json, wanted - for standard output");
    }
    options
        .nonsense()
        .ifPresent(
            wrong -> {
              throw new ParameterException(spec.commandLine(), wrong);
            });
    try {
      this.baseline = options.baseline().map(Baseline::read).orElse(Baseline.NONE).over(all);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  /// Tells what would be run.
  int list() {
    if (options.isForPrograms()) {
      var out = spec.commandLine().getOut();
      out.println(new CaseList(chosen).json());
      out.flush();
    } else {
      new ConformReport(screen, command).list(chosen);
    }
    return CommandLine.ExitCode.OK;
  }

  /// Runs the suite with a driver.
  int driven(Program.Start program) {
    return concluded("driver", Subjects.driven(role, program), chosen, Optional.of(program));
  }

  /// Runs the part of the suite that needs no driver.
  ///
  /// @param option that says so
  int alone(String option, Subjects subjects) {
    how = " " + option;
    return concluded("wire", subjects, Selection.sample(chosen), Optional.empty());
  }

  /// What cannot be started is no verdict on it.
  private int concluded(
      String mode, Subjects subjects, List<Group> groups, Optional<Program.Start> program) {
    try {
      return run(mode, subjects, groups, program);
    } catch (IOException | DriverFault failure) {
      return fault(failure);
    } catch (UncheckedIOException failure) {
      return fault(Objects.requireNonNullElse(failure.getCause(), failure));
    }
  }

  private int fault(Exception failure) {
    spec.commandLine().getErr().println("handfast: " + Visible.lines(failure.getMessage()));
    return Concluding.SUITE_FAULT;
  }

  private int run(
      String mode, Subjects subjects, List<Group> groups, Optional<Program.Start> program)
      throws IOException {
    long began = System.nanoTime();
    options.prepare();
    var report = new ConformReport(screen, command);
    List<CaseResult> results;
    String name;
    try (var suite =
        new Suite(
            subjects,
            options.options(),
            this::again,
            result -> report.ended(baseline.judged(result)))) {
      name = suite.name();
      long lives = program.isPresent() && options.wantsLives() ? options.mostLives() : 0;
      report.begins(
          role, name, mode, groups, options.options().ways(), lives, suite.lacking(groups));
      results = new ArrayList<>(baseline.judged(suite.run(groups)));
    }
    List<Reached> reached = new ArrayList<>();
    Optional<Exception> broken = Optional.empty();
    if (program.isPresent() && options.wantsLives()) {
      Duration spent = Duration.ofNanos(System.nanoTime() - began);
      try {
        Lives lives = Lives.of(program.get(), options.lives(spent), report::ended);
        results.addAll(lives.results());
        reached.addAll(lives.reached());
      } catch (IOException | DriverFault failure) {
        broken = Optional.of(failure); // what came of the cases is told all the same
      }
    }
    reached.addFirst(rules(results));
    if (options.isStrict()) {
      results.replaceAll(CaseResult::strict);
    }
    var run =
        new SuiteRun(
            name,
            role,
            mode,
            command,
            options.seed(),
            results,
            baseline.ids(),
            reached,
            Duration.ofNanos(System.nanoTime() - began));
    Summary meaning = Summary.of(run);
    report.ends(run, meaning);
    options.write(run, spec.commandLine().getOut());
    return broken.map(this::fault).orElseGet(() -> exitCode(meaning.conclusion()));
  }

  private static Reached rules(List<CaseResult> results) {
    var tested = new TreeSet<String>();
    results.stream()
        .filter(result -> result.verdict() == Verdict.PASSED || result.verdict().isBad())
        .forEach(result -> tested.addAll(result.info().rules()));
    List<String> all = List.copyOf(Rules.all().keySet());
    return new Reached("rules", all, all.stream().filter(tested::contains).toList());
  }

  private String again(String id, Way way) {
    return "conform %s%s%s --cases '%s'"
        .formatted(role, how, way == Way.PLAIN ? "" : " --way " + way, id);
  }

  private static int exitCode(Summary.Conclusion conclusion) {
    return switch (conclusion) {
      case PASSED, AS_EXPECTED -> CommandLine.ExitCode.OK;
      case FAILED -> CommandLine.ExitCode.SOFTWARE;
      case UNDECIDED -> Concluding.UNDECIDED;
      case STALE -> Concluding.STALE;
    };
  }
}
