package dev.handfast.cli;

import dev.handfast.cli.completion.CompletionCommand;
import dev.handfast.cli.conform.ConformCommand;
import dev.handfast.cli.delegate.DelegateCommand;
import dev.handfast.cli.demo.DemoCommand;
import dev.handfast.cli.directory.Leftovers;
import dev.handfast.cli.drive.DriverCommand;
import dev.handfast.cli.gate.GateCommand;
import dev.handfast.cli.replay.ReplayCommand;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.serve.ServeCommand;
import dev.handfast.cli.states.StatesCommand;
import dev.handfast.cli.trace.CheckCommand;
import dev.handfast.cli.trace.TraceCommand;
import dev.handfast.cli.work.AskCommand;
import dev.handfast.cli.work.ChildModeCommand;
import dev.handfast.cli.work.ReportCommand;
import dev.handfast.cli.work.WorkCommand;
import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `handfast` command.
@Command(
    name = "handfast",
    description = {
      "Workers and their orchestrator over a Unix socket: no message is lost in silence.",
      "",
      "With --json a command prints JSON objects, one a line, for another program. All have it but"
          + " completion, which prints a script, and help."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast demo                      see the problem and its solution happen",
      "  handfast demo --trace run.ndjson   the same, and keep every frame",
      "  handfast serve --socket hf.sock    be an orchestrator, and ask on the terminal",
      "  handfast trace run.ndjson          read what went over the wire",
      "  handfast check run.ndjson          whether all of that may happen",
      "  handfast gate -- ./my-driver       races in a client of any language",
      "  handfast replay TOKEN              a failure of the tests, again",
      "  handfast states --mermaid          the machines behind it",
      "  handfast delegate a=\"…\" b=\"…\" -- CMD   a worker for each task",
      "  handfast work --socket o.sock --child-id w-1 -- make   a command as a worker",
      "  handfast help trace                what a command takes"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:something is wrong, and was said", "2:usage"})
public final class Main {
  /// The commands that speak of all the others.
  private static final Set<String> NEEDS_ALL = Set.of("help", "completion");

  /// The commands that a worker's script calls.
  private static final Set<String> INSIDE_OF_A_WORKER = Set.of("ask", "report");

  /// What is behind each name, in the order of the help.
  private static final SequencedMap<String, Class<?>> SUBCOMMANDS = subcommands();

  /// 128: what a signal has ended exits with 128 and its number.
  private static final int SIGNALLED = 128;

  /// 250 ms: who reads at all has read by then.
  private static final Duration FLUSH_AFTER_SIGNAL = Duration.ofMillis(250);

  private Main() {}

  /// Runs the command and ends the process with its exit code.
  public static void main(String[] arguments) {
    Logging.install();
    PrintWriter out = Screen.utf8(FileDescriptor.out);
    PrintWriter err = Screen.utf8(FileDescriptor.err);
    Runnable cleared = clears(arguments) ? Leftovers.clear() : () -> {};
    int code = run(out, err, arguments);
    Thread flushing = Thread.ofPlatform().daemon().start(() -> flush(out, err));
    boolean isFlushed = awaitEnd(flushing, code);
    cleared.run();
    if (isFlushed) {
      System.exit(code);
    }
    Runtime.getRuntime().halt(code); // an exit would tidy the terminal up, and wait as well
  }

  private static void flush(PrintWriter out, PrintWriter err) {
    out.flush();
    err.flush();
  }

  /// Waits for whoever reads; after a signal only for one who does.
  private static boolean awaitEnd(Thread flushing, int code) {
    try {
      if (code > SIGNALLED) {
        return flushing.join(FLUSH_AFTER_SIGNAL);
      }
      flushing.join();
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /// Whether this call also clears what killed ones left: a worker's script needs its answer soon,
  /// and its worker has just done so.
  private static boolean clears(String... arguments) {
    return arguments.length > 0 && !INSIDE_OF_A_WORKER.contains(arguments[0]);
  }

  /// Runs the command and returns its exit code.
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = meant(List.of(arguments)).setOut(out).setErr(err);
    if (arguments.length == 0) {
      line.usage(out);
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(arguments);
  }

  /// The whole command.
  static CommandLine commandLine() {
    return commandLine(SUBCOMMANDS.sequencedKeySet());
  }

  /// Only what a call needs: to read the annotations of all commands takes most of a short one's
  /// time.
  private static CommandLine meant(List<String> arguments) {
    if (ChildModeCommand.isMeant(arguments)) {
      return reading(new CommandLine(new ChildModeCommand()));
    }
    boolean isOneOnly =
        !arguments.isEmpty()
            && SUBCOMMANDS.containsKey(arguments.getFirst())
            && !NEEDS_ALL.contains(arguments.getFirst());
    return isOneOnly ? commandLine(List.of(arguments.getFirst())) : commandLine();
  }

  private static CommandLine commandLine(Collection<String> names) {
    var line = new CommandLine(new Main());
    names.forEach(name -> line.addSubcommand(name, SUBCOMMANDS.get(name)));
    return reading(line);
  }

  private static CommandLine reading(CommandLine line) {
    return line.setExpandAtFiles(false) // @NAME is an abstract socket
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(long.class, text -> number(text, Long::valueOf))
        .registerConverter(Long.class, text -> number(text, Long::valueOf))
        .registerConverter(int.class, text -> number(text, Integer::valueOf))
        .registerConverter(Integer.class, text -> number(text, Integer::valueOf))
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static <N> N number(String text, Function<String, N> reading) {
    try {
      return reading.apply(text);
    } catch (NumberFormatException _) {
      throw new CommandLine.TypeConversionException(
          "got '%s', wanted a whole number".formatted(text));
    }
  }

  private static SequencedMap<String, Class<?>> subcommands() {
    var named = new LinkedHashMap<String, Class<?>>();
    named.put("demo", DemoCommand.class);
    named.put("serve", ServeCommand.class);
    named.put("work", WorkCommand.class);
    named.put("ask", AskCommand.class);
    named.put("report", ReportCommand.class);
    named.put("trace", TraceCommand.class);
    named.put("check", CheckCommand.class);
    named.put("gate", GateCommand.class);
    named.put("conform", ConformCommand.class);
    named.put("replay", ReplayCommand.class);
    named.put("driver", DriverCommand.class);
    named.put("states", StatesCommand.class);
    named.put("completion", CompletionCommand.class);
    named.put("delegate", DelegateCommand.class);
    named.put("help", HelpCommand.class);
    return Collections.unmodifiableSequencedMap(named);
  }

  /// The complaint and where to read on: a whole page of usage would push it off the screen.
  private static int misused(CommandLine.ParameterException complaint, String[] arguments) {
    CommandLine command = complaint.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("handfast: " + complaint.getMessage());
    var _ = CommandLine.UnmatchedArgumentException.printSuggestions(complaint, err);
    err.println(
        command.getParent() == null
            ? command.getCommandName() + " --help tells what it takes"
            : command.getParent().getParent() == null
                ? "handfast help %s tells what it takes".formatted(command.getCommandName())
                : command.getCommandSpec().qualifiedName() + " --help tells what it takes");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println("handfast: unexpected: " + failure);
    failure.printStackTrace(command.getErr());
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
