package dev.handfast.cli.gate;

import dev.handfast.cli.json.JsonLines;
import dev.handfast.cli.report.ReportOptions;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.drive.DriverFault;
import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.gate.Coverage;
import dev.handfast.conformance.gate.Finding;
import dev.handfast.conformance.gate.Gate;
import dev.handfast.conformance.report.GateRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast gate`.
@Command(
    name = "gate",
    description = {
      "Looks for races in a client or a server of any language, and shows the shortest way to one.",
      "",
      "COMMAND starts the driver of either, which spec/DRIVER.md describes. Over a real socket the"
          + " gate tries every order of a few events (connect, handshake, verdict, send, request,"
          + " close and faults), then longer lives at random, and holds each against the reference"
          + " model. What it finds it makes short, and prints with a token for `handfast replay`."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = GateCommand.NOT_DONE,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast gate -- node my-driver.mjs            for a minute",
      "  handfast gate --budget 10s -- ./my-driver      for ten seconds",
      "  handfast gate -- ./handfast driver client      the library's own client",
      "  handfast gate --html report -- ./my-driver     and a page that shows the race",
      "  handfast gate -- ./handfast driver server      and its server",
      "  handfast replay hf1:client:… -- node my-driver.mjs   a race, again"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no race was found",
      "1:a race was found, or a life in which the driver goes, and shown",
      "2:usage",
      "3:nothing was tried, because the driver cannot be started, or is none; or a report could not"
          + " be written"
    })
public final class GateCommand implements Callable<Integer> {
  static final int NOT_DONE = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Time.class,
      description = {
        "How long to try: 30s, 5m (default: ${DEFAULT-VALUE}). To make a race short and to look at"
            + " it again may take as long again, at most 20 s; a life that has begun is lived to"
            + " its end."
      })
  private Duration budget = Duration.ZERO;

  @Option(
      names = "--lives",
      paramLabel = "N",
      description = "Live so many lives at most (default: as many as the budget allows).")
  private long lives = Long.MAX_VALUE;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Draws the same lives each time (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private Patience patience = new Patience();

  @Option(names = "--json", description = "Print JSON objects, one a line.")
  private boolean json;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "What starts the driver.")
  private List<String> command = new ArrayList<>();

  @Override
  public Integer call() {
    if (command.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no driver: got no COMMAND, wanted one behind `--`");
    }
    if (lives < 1) {
      throw new ParameterException(
          spec.commandLine(), "--lives: got %d, wanted one life at least".formatted(lives));
    }
    Screen screen = screenOptions.screen(spec.commandLine().getOut());
    GateReport report =
        json
            ? new JsonGateReport(new JsonLines(screen.out()))
            : new TextGateReport(screen, command);
    try {
      reports.prepare();
      return search(report);
    } catch (IOException | DriverFault failure) {
      spec.commandLine().getErr().println("handfast: " + Visible.lines(failure.getMessage()));
      return NOT_DONE;
    }
  }

  private int search(GateReport report) throws IOException {
    try (var stage = new DriverStage(Program.of(command))) {
      report.begins(stage.hello(), budget, seed);
      Gate<?> gate = Gate.of(stage, new Gate.Limits(budget, lives, seed, patience.time()));
      Optional<Finding> found = gate.search();
      report.ends(found, gate.coverage());
      reports.write(GateRun.of(stage.hello(), command, seed, found, gate.coverage()));
      return exitCode(found, gate.coverage());
    }
  }

  private static int exitCode(Optional<Finding> found, Coverage coverage) {
    if (found.isPresent()) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    return coverage.lives() == 0 ? NOT_DONE : CommandLine.ExitCode.OK;
  }
}
