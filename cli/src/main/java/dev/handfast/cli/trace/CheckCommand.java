package dev.handfast.cli.trace;

import dev.handfast.cli.json.JsonLines;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.ScreenOptions;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.trace.Impossible;
import dev.handfast.conformance.trace.Place;
import dev.handfast.conformance.trace.TraceCheck;
import dev.handfast.trace.TraceEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast check`.
@Command(
    name = "check",
    description = {
      "Says whether what wire traces show can have happened.",
      "",
      "Each side of each connection is held against the protocol's rules, entry by entry; where the"
          + " traces have both sides, what one got must be what the other sent. An impossible"
          + " entry is told with its rule and with what would have been possible there."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast demo --trace run.ndjson       make a trace",
      "  handfast check run.ndjson              check it",
      "  handfast check worker.ndjson orch.ndjson   both sides, from two files",
      "  grep w-3 run.ndjson | handfast check -"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:there were entries, and all of them are possible",
      "1:an impossible entry, no entries at all, or no trace",
      "2:usage"
    })
public final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ScreenOptions screenOptions = new ScreenOptions();

  @Option(names = "--json", description = "Print JSON objects, one a line.")
  private boolean json;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = "Traces; - is standard input.")
  private List<String> files = List.of();

  @Override
  public Integer call() {
    var check = new TraceCheck();
    for (String file : files) {
      try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
        read(file, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), check);
      } catch (NoSuchFileException _) {
        return complain("no such file: " + file);
      } catch (IOException failure) {
        return complain("cannot read " + file + ": " + failure.getMessage());
      } catch (IllegalArgumentException noEntry) {
        return complain(Visible.of(String.valueOf(noEntry.getMessage())));
      }
    }
    TraceCheck.Report report = check.report();
    if (json) {
      tell(report);
    } else {
      print(report);
    }
    return report.isAllowed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void read(String file, BufferedReader in, TraceCheck check) throws IOException {
    long number = 0;
    for (String line; (line = in.readLine()) != null; ) {
      var place = new Place(file, ++number);
      try {
        check.take(place, TraceEntry.parse(line));
      } catch (IllegalArgumentException noEntry) {
        throw new IllegalArgumentException(place + ": " + noEntry.getMessage(), noEntry);
      }
    }
  }

  private int complain(String what) {
    spec.commandLine().getErr().println("handfast: " + what);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void print(TraceCheck.Report report) {
    Screen screen = screenOptions.screen(spec.commandLine().getOut());
    Paint paint = screen.paint();
    report
        .impossible()
        .forEach(each -> screen.out().println(paint.bad("✗ ") + Visible.of(each.message())));
    String found =
        "%s of %s, %s seen from both sides, %d without an end"
            .formatted(
                counted(report.entries(), "entry", "entries"),
                counted(report.conversations(), "conversation", "conversations"),
                counted(report.paired(), "connection", "connections"),
                report.unfinished());
    if (report.entries() == 0) {
      screen.out().println(paint.bad("✗ ") + "no entries: nothing was checked");
    } else if (report.isAllowed()) {
      screen.out().println(paint.good("✓ ") + "possible: " + found);
    } else {
      screen.out().println(report.impossible().size() + " impossible: " + found);
    }
    screen.out().flush();
  }

  private static String counted(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  private void tell(TraceCheck.Report report) {
    var lines = new JsonLines(spec.commandLine().getOut());
    for (Impossible each : report.impossible()) {
      lines.event(
          "impossible",
          to -> {
            to.writeStringProperty("source", each.place().source());
            to.writeNumberProperty("line", each.place().line());
            to.writeStringProperty("role", each.side());
            to.writeStringProperty("connection", each.connection());
            to.writeStringProperty("state", each.state());
            to.writeStringProperty("entry", each.entry());
            to.writeStringProperty("rule", each.rule());
            to.writeStringProperty("why", each.why());
            to.writeArrayPropertyStart("possible");
            each.possible().forEach(to::writeString);
            to.writeEndArray();
          });
    }
    lines.event(
        "checked",
        to -> {
          to.writeBooleanProperty("possible", report.isAllowed());
          to.writeNumberProperty("entries", report.entries());
          to.writeNumberProperty("conversations", report.conversations());
          to.writeNumberProperty("paired", report.paired());
          to.writeNumberProperty("unfinished", report.unfinished());
          to.writeNumberProperty("impossible", report.impossible().size());
        });
  }
}
