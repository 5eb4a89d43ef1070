package dev.handfast.bench;

import dev.handfast.bench.micro.Micro;
import dev.handfast.bench.micro.Parts;
import dev.handfast.bench.report.Environment;
import dev.handfast.bench.report.Placement;
import dev.handfast.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.NoBenchmarksException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command behind `bench/run`.
@Command(
    name = "bench/run",
    sortOptions = false,
    description = {
      "Measures Handfast beside its peers, each in processes of its own, round after round.",
      "",
      "Writes RESULTS.md, results.json and plots/, with --full or --jmh also PARTS.md and",
      "parts.json: whole runs of these two into bench/, and what is less, or measured otherwise,",
      "into bench/target/partial-run. After each round what was measured so",
      "far stands in bench/target/so-far, unless --quick measures nothing."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:everything was measured but what this machine has no programs for",
      "1:something failed, as the report says, nothing was measured, or there is no report",
      "2:the command line is wrong",
      "3:this is not Linux, there is no JDK or Maven, or the build failed"
    })
public final class Main implements Callable<Integer> {
  /// What is less than the whole table with its curves.
  private static final String PARTIAL = "target/partial-run";

  private static final String QUICK = "target/quick-run";

  private static final String SO_FAR = "target/so-far";

  @Option(names = "--rounds", paramLabel = "N", description = "How many rounds; 15 by default.")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--full",
      description = "The curves of growth and --jmh as well: half as long again.")
  private boolean full;

  @Option(
      names = "--quick",
      description =
          "Hardly any of everything, to see that it runs; writes into bench/target/quick-run.")
  private boolean quick;

  @Option(
      names = "--let-cores-sleep",
      description = {
        "Without the processes that keep idle cores awake:",
        "round trips contain the time that a core needs to wake."
      })
  private boolean letCoresSleep;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Only these workloads and contenders, and C, for the ratios:",
        "${COMPLETION-CANDIDATES}."
      },
      completionCandidates = Names.class)
  private List<String> only = List.of();

  @Option(
      names = "--jmh",
      description =
          "What runs without a socket, by JMH, instead; --only takes patterns of their names.")
  private boolean jmh;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where to write.")
  private Optional<Path> out = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(names = "--help", usageHelp = true, description = "Show this, and end.")
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /// Everything that `--only` knows.
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Choice.names(Plan.of(Effort.full(), Placement.GIVEN)).iterator();
    }
  }

  /// Ends the process with the command's exit status.
  public static void main(String[] arguments) {
    System.exit(command().execute(arguments));
  }

  /// The command, which looks for its folder in the system property `bench.home`.
  static CommandLine command() {
    return new CommandLine(new Main());
  }

  @Override
  public Integer call() throws Exception {
    if (full && quick) {
      throw wrong("got both --full and --quick, wanted one of them at most: leave one away");
    }
    if (rounds.isPresent() && rounds.get() < 1) {
      throw wrong(
          "--rounds: got %d, wanted at least 1; leave it away for 15".formatted(rounds.get()));
    }
    if (only.isEmpty() && spec.commandLine().getParseResult().hasMatchedOption("--only")) {
      throw wrong("--only: got no name, wanted at least one; leave it away for all");
    }
    Path home = Path.of(System.getProperty("bench.home"));
    if (jmh) {
      return micro(home);
    }
    Effort wanted = quick ? Effort.quick() : full ? Effort.full() : Effort.core();
    Effort effort = wanted.within(OpenFiles.limit());
    Optional<String> unplaced = Cores.cannotPlace();
    List<Task> all = Plan.of(effort, unplaced.isPresent() ? List.of() : Placement.GIVEN);
    List<Task> tasks = chosen(all, unplaced);
    int count = rounds.orElse(effort.rounds());
    Path folder = writable(out.orElse(home.resolve(destination(count < effort.rounds()))));
    var machine = new Machine(quick, wanted, effort);
    var results = new Results();
    var tools = new Tools(home);
    tools.missing().forEach((peer, why) -> leftOut(results, peer.id(), why));
    unplaced.ifPresent(why -> leftOut(results, "turns on given cores", why));
    Path soFar = home.resolve(SO_FAR);
    var kept = new AtomicInteger();
    var interrupted = new Thread(() -> interrupted(kept.get(), soFar), "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (var lab = new Lab(tools, effort.options())) {
      Optional<String> asleep =
          letCoresSleep ? Optional.of("--let-cores-sleep") : Cores.keepAwake(lab, tools.missing());
      var played = new Rounds(lab, tasks, tools.missing().keySet(), results, effort.fork());
      played.play(
          count,
          round -> {
            if (keep(results, machine.environment(asleep, round, played.core()), soFar)) {
              kept.set(round);
            }
          });
      try {
        Pages.write(results, machine.environment(asleep, count, played.core()), folder);
      } catch (IOException failure) {
        System.err.printf(
            Locale.ROOT,
            "bench: cannot write into %s (%s)%s%n",
            folder,
            failure,
            quick ? "" : "; what could be kept stands in " + soFar);
        return 1;
      }
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
    wrote(folder.resolve("RESULTS.md"));
    if (full && only.isEmpty()) {
      write(Micro.run(".*", false), folder);
    }
    if (results.samples().isEmpty()) {
      System.err.println("bench: nothing was measured, as the page says");
      return 1;
    }
    return results.failures().isEmpty() ? 0 : 1;
  }

  private static void interrupted(int rounds, Path soFar) {
    System.err.printf(
        Locale.ROOT,
        "bench: interrupted; %s%n",
        rounds == 0
            ? "no round was kept"
            : "what was measured in %d rounds stands in %s".formatted(rounds, soFar));
  }

  private static void write(Parts parts, Path folder) throws IOException {
    Files.writeString(folder.resolve("parts.json"), parts.json());
    Files.writeString(folder.resolve("PARTS.md"), parts.page(Machine.factsOfJava()));
    wrote(folder.resolve("PARTS.md"));
  }

  private static void wrote(Path page) {
    System.err.printf(Locale.ROOT, "bench: wrote %s%n", page);
  }

  /// What does not stand for the whole table, measured as it is, does not take its place.
  private String destination(boolean fewer) {
    if (quick) {
      return QUICK;
    }
    boolean whole = full && !fewer && only.isEmpty() && !letCoresSleep;
    return whole ? "" : PARTIAL;
  }

  /// Found out before anything is measured.
  private Path writable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable", ""));
      return folder;
    } catch (IOException failure) {
      throw wrong(
          "--out: got %s, wanted a folder to write into (%s); name another one"
              .formatted(folder, failure));
    }
  }

  private int micro(Path home) throws Exception {
    if (full || letCoresSleep || rounds.isPresent() || out.isPresent()) {
      throw wrong(
          "--jmh: got another option, wanted none but --only and --quick; leave the others away");
    }
    String pattern = only.isEmpty() ? ".*" : String.join("|", only);
    try {
      String checked = Pattern.compile(pattern).pattern();
      Path folder = writable(home.resolve(quick ? QUICK : only.isEmpty() ? "" : PARTIAL));
      write(Micro.run(checked, quick), folder);
      return 0;
    } catch (PatternSyntaxException failure) {
      throw wrong(
          "--only: got `%s`, wanted a pattern of benchmarks' names: %s"
              .formatted(pattern, failure.getDescription()));
    } catch (NoBenchmarksException failure) {
      throw wrong(
          "--only: got `%s`, wanted a pattern that a benchmark's name matches; leave it away for all"
              .formatted(pattern));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Task> chosen(List<Task> all, Optional<String> unplaced) {
    try {
      return Choice.of(all, only, unplaced);
    } catch (IllegalArgumentException refused) {
      throw wrong(String.valueOf(refused.getMessage()));
    }
  }

  private static void leftOut(Results results, String what, String why) {
    results.leftOut(what, why);
    System.err.printf(Locale.ROOT, "bench: left out: %s (%s)%n", Peer.titleOf(what), why);
  }

  /// Who cannot keep what was measured so far goes on measuring.
  private boolean keep(Results results, Environment soFar, Path folder) {
    if (quick) {
      return false; // nothing of it is worth keeping
    }
    try {
      Pages.write(results, soFar, folder);
      return true;
    } catch (IOException failure) {
      System.err.printf(
          Locale.ROOT, "bench: what was measured so far was not kept (%s)%n", failure);
      return false;
    }
  }
}
