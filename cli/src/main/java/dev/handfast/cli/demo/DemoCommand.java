package dev.handfast.cli.demo;

import dev.handfast.HandfastException;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `handfast demo`.
@Command(
    name = "demo",
    description = {
      "Shows what becomes of a worker's first messages.",
      "",
      "Starts an orchestrator and worker processes on a private socket. The workers send before"
          + " they are connected, while they shake hands, and after. One asks permission, one is"
          + " called off, one is turned away. Then the same with the client as it was before its"
          + " fix. Two ledgers tell what each worker believed sent, and what arrived."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast demo                      three workers, live on a terminal",
      "  handfast demo --workers 8          a larger crew",
      "  handfast demo --json | tail -n 1   only the sums, for a program",
      "  handfast demo --trace run.ndjson   keep every frame, and then",
      "  handfast trace run.ndjson          read them"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing that was accepted was lost, reordered or duplicated; the old client lost some",
      "1:a ledger is wrong, or a process died or hung",
      "2:usage"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int LEAST = 3;

  /// 64 workers: each is a process of its own, and a laptop has to take them.
  private static final int MOST = 64;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many worker processes, 3 to 64 (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--json",
      description = "Print events as JSON, one a line; the last line has the sums.")
  private boolean json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write every frame of the first run, of all processes, to this file.")
  private Optional<Path> trace = Optional.empty();

  @Override
  public Integer call() {
    check();
    PrintWriter out = spec.commandLine().getOut();
    Screen screen = screenOptions.screen(out);
    TimeLine timeLine =
        json ? new JsonTimeLine(out, System::nanoTime) : new LineTimeLine(screen, System::nanoTime);
    try {
      var demo = new Demo(workers, Launch.java(), timeLine, Demo.PATIENCE);
      Demo.Result result = demo.play(trace);
      out.println(json ? Report.json(result) : new Report(result, screen.paint()).text());
      out.flush();
      return result.isGood() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (DemoFailed | HandfastException failure) {
      spec.commandLine().getErr().println("handfast: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void check() {
    if (workers < LEAST || workers > MOST) {
      throw usage("--workers: got %d, wanted %d to %d".formatted(workers, LEAST, MOST));
    }
    trace.ifPresent(
        file -> {
          try {
            Files.writeString(file, "");
          } catch (IOException failure) {
            throw usage("--trace: cannot write " + file + ": " + failure);
          }
        });
  }

  private CommandLine.ParameterException usage(String complaint) {
    return new CommandLine.ParameterException(spec.commandLine(), complaint);
  }
}
