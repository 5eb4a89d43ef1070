package dev.handfast.cli.trace;

import dev.handfast.cli.json.JsonLines;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import dev.handfast.cli.screen.Visible;
import dev.handfast.cli.trace.TraceView.Frames;
import dev.handfast.trace.TraceEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast trace`.
@Command(
    name = "trace",
    description = {
      "Prints a wire trace as a time-line.",
      "",
      "Each line: seconds since the first entry, the side that wrote the entry, the connection's"
          + " name there (and the worker's, once it is known), that side's state, and what"
          + " happened. Arrows show the way of a frame: → to the orchestrator, ← to the worker;"
          + " \"sent\" and \"got\" tell which end saw it."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast demo --trace run.ndjson     make a trace",
      "  handfast trace run.ndjson            read it",
      "  handfast trace run.ndjson --wide     with whole frames",
      "  grep w-3 run.ndjson | handfast trace -"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:no such file, or lines that are no trace entries", "2:usage"})
public final class TraceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Option(names = "--wide", description = "Print frames whole, however long they are.")
  private boolean wide;

  @Option(
      names = "--json",
      description =
          "Print the time-line as JSON, one object an entry, with what the trace does not say by"
              + " itself: seconds, childId, to, type and summary (with --wide the frame).")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "A trace, or - for standard input.")
  private String file = "-";

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      return print(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), err);
    } catch (NoSuchFileException _) {
      err.println("handfast: no such file: " + file);
    } catch (IOException failure) {
      err.println("handfast: cannot read " + file + ": " + failure.getMessage());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private int print(BufferedReader in, PrintWriter err) throws IOException {
    Screen screen = screenOptions.screen(spec.commandLine().getOut());
    Frames frames = wide ? Frames.WHOLE : Frames.SHORT;
    var view = new TraceView(screen.paint(), frames);
    Consumer<TraceEntry> teller =
        json
            ? new TraceJson(new JsonLines(screen.out()), frames)::tell
            : entry -> screen.out().println(view.line(entry));
    int exitCode = CommandLine.ExitCode.OK;
    int number = 0;
    for (String line; (line = in.readLine()) != null; ) {
      if (screen.out().checkError()) {
        return exitCode; // nobody reads us any more: `handfast trace big | head`
      }
      number++;
      try {
        teller.accept(TraceEntry.parse(line));
      } catch (IllegalArgumentException reason) {
        screen.out().flush();
        err.println(
            "handfast: %s, line %d: %s"
                .formatted(file, number, Visible.of(String.valueOf(reason.getMessage()))));
        exitCode = CommandLine.ExitCode.SOFTWARE;
      }
    }
    screen.out().flush();
    return exitCode;
  }
}
