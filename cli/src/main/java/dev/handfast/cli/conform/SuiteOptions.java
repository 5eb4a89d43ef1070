package dev.handfast.cli.conform;

import dev.handfast.cli.gate.Patience;
import dev.handfast.cli.gate.Time;
import dev.handfast.cli.report.ReportOptions;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import dev.handfast.conformance.conform.Options;
import dev.handfast.conformance.conform.Selection;
import dev.handfast.conformance.conform.Way;
import dev.handfast.conformance.gate.Gate;
import dev.handfast.conformance.report.Report;
import dev.handfast.conformance.report.ReportFile;
import dev.handfast.conformance.suite.SuiteRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What both roles' suites take.
final class SuiteOptions {
  private static final String STANDARD_OUTPUT = "-";

  /// 64 processes of a driver: no machine that builds needs more.
  private static final int MOST_JOBS = 64;

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = {
        "Also write everything there is to know to this file, as one JSON document; - is standard"
            + " output, and then nothing else is printed there. With --list it is the cases."
      })
  private Optional<String> json = Optional.empty();

  @Option(
      names = "--cases",
      paramLabel = "PATTERN",
      description = "Only cases whose id matches, with * for any text; may be given several times.")
  private List<String> patterns = new ArrayList<>();

  @Option(names = "--list", description = "Only tell which cases there are.")
  private boolean list;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Time.class,
      description =
          "How long all of it may take (default: ${DEFAULT-VALUE}); what has no turn is not run.")
  private Duration budget = Duration.ZERO;

  @Mixin private Patience patience = new Patience();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Draws the same generated cases each time (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--lives",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "So many generated cases behind the others, where all are run (default:"
              + " ${DEFAULT-VALUE}; 0 for none).")
  private long lives;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "So many cases at a time, at most 64 (default: as many as there are processors).")
  private int jobs = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "1/1",
      converter = ShardReader.class,
      description = "Only the I-th of N parts, such as 1/4.")
  private Selection.Shard shard = Selection.Shard.ALL;

  @Option(
      names = "--way",
      paramLabel = "WAY",
      split = ",",
      converter = WayReader.class,
      description = {
        "plain, bytes (the suite writes byte by byte), stopped (the subject stands still whenever"
            + " the suite does something), loaded (every processor is busy); several with commas"
            + " (default: plain)."
      })
  private List<Way> ways = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Failures that are expected, with a reason each; one that passes ends with exit code 4.")
  private List<Path> baseline = new ArrayList<>();

  @Option(names = "--strict", description = "What SHOULD be so must be so.")
  private boolean strict;

  /// What makes no sense of the numbers that were given.
  Optional<String> nonsense() {
    if (jobs < 1 || jobs > MOST_JOBS) {
      return Optional.of(
          "--jobs: got %d, wanted 1 to %d cases at a time".formatted(jobs, MOST_JOBS));
    }
    return lives < 0
        ? Optional.of("--lives: got %d, wanted 0 or more".formatted(lives))
        : Optional.empty();
  }

  Options options() {
    Set<Way> chosen = ways.isEmpty() ? Set.of(Way.PLAIN) : EnumSet.copyOf(ways);
    return new Options(jobs, patience.time(), budget, chosen, Options.PLAYS);
  }

  /// Whether generated cases are wanted: where all cases are, in the first shard.
  boolean wantsLives() {
    return lives > 0 && patterns.isEmpty() && shard.index() == 1;
  }

  /// How many generated cases are wanted.
  long mostLives() {
    return lives;
  }

  /// How generated cases are drawn.
  ///
  /// @param spent of the budget
  Gate.Limits lives(Duration spent) {
    Duration rest = budget.minus(spent);
    return new Gate.Limits(rest.isNegative() ? Duration.ZERO : rest, lives, seed, patience.time());
  }

  Selection selection() {
    return new Selection(patterns, shard);
  }

  Optional<Path> baseline() {
    return baseline.stream().findFirst();
  }

  Screen screen(CommandSpec spec) {
    return screenOptions.screen(spec.commandLine().getOut());
  }

  /// Whether standard output is for a program.
  boolean isForPrograms() {
    return json.filter(STANDARD_OUTPUT::equals).isPresent();
  }

  /// Looks whether the reports can be written, before the work begins.
  ///
  /// @throws ReportFile.CannotWrite where one cannot
  void prepare() throws ReportFile.CannotWrite {
    reports.prepare();
    if (jsonFile().isPresent()) {
      jsonFile().get().prepare();
    }
  }

  /// Writes the reports that were asked for.
  ///
  /// @throws ReportFile.CannotWrite where one cannot be written
  void write(SuiteRun run, PrintWriter out) throws ReportFile.CannotWrite {
    reports.write(run);
    if (jsonFile().isPresent()) {
      jsonFile().get().write(run);
    } else if (json.isPresent()) {
      Report.json().write(run, out);
      out.flush();
    }
  }

  private Optional<ReportFile> jsonFile() {
    return json.filter(file -> !file.equals(STANDARD_OUTPUT))
        .map(file -> new ReportFile(Path.of(file), Report.json()));
  }

  boolean isList() {
    return list;
  }

  /// Whether the name of a report's file is none.
  boolean isNameless() {
    return json.filter(String::isBlank).isPresent();
  }

  /// Whether a report in a file is wanted, of what is only listed.
  boolean isListInFile() {
    return list && jsonFile().isPresent();
  }

  boolean isStrict() {
    return strict;
  }

  long seed() {
    return seed;
  }

  /// `1/4`.
  static final class ShardReader implements ITypeConverter<Selection.Shard> {
    @Override
    public Selection.Shard convert(String text) {
      return Selection.Shard.of(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "got '%s', wanted a part and the number of parts, such as 1/4"
                          .formatted(text)));
    }
  }

  /// The name of a way.
  static final class WayReader implements ITypeConverter<Way> {
    @Override
    public Way convert(String text) {
      try {
        return Way.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            "got '%s', wanted plain, bytes, stopped or loaded".formatted(text));
      }
    }
  }
}
