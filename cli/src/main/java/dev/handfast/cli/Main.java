package dev.handfast.cli;

import dev.handfast.cli.completion.CompletionCommand;
import dev.handfast.cli.delegate.DelegateCommand;
import dev.handfast.cli.demo.DemoCommand;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.serve.ServeCommand;
import dev.handfast.cli.states.StatesCommand;
import dev.handfast.cli.trace.TraceCommand;
import dev.handfast.cli.work.AskCommand;
import dev.handfast.cli.work.ChildModeCommand;
import dev.handfast.cli.work.ReportCommand;
import dev.handfast.cli.work.WorkCommand;
import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `handfast` command.
@Command(
    name = "handfast",
    description =
        "Workers and their orchestrator over a Unix socket: no message is lost in silence.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      WorkCommand.class,
      AskCommand.class,
      ReportCommand.class,
      TraceCommand.class,
      StatesCommand.class,
      CompletionCommand.class,
      DelegateCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast demo                      see the problem and its solution happen",
      "  handfast demo --trace run.ndjson   the same, and keep every frame",
      "  handfast serve --socket hf.sock    be an orchestrator, and ask on the terminal",
      "  handfast trace run.ndjson          read what went over the wire",
      "  handfast states --mermaid          the machines behind it",
      "  handfast delegate a=\"…\" b=\"…\" -- CMD   a worker for each task",
      "  handfast work --socket o.sock --child-id w-1 -- make   a command as a worker",
      "  handfast help trace                what a command takes"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:something is wrong, and was said", "2:usage"})
public final class Main {
  private Main() {}

  /// Runs the command and ends the process with its exit code.
  public static void main(String[] arguments) {
    Logging.install();
    PrintWriter out = Screen.utf8(FileDescriptor.out);
    PrintWriter err = Screen.utf8(FileDescriptor.err);
    int code = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /// Runs the command and returns its exit code.
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line =
        (ChildModeCommand.isMeant(List.of(arguments)) ? childMode() : commandLine())
            .setOut(out)
            .setErr(err);
    if (arguments.length == 0) {
      line.usage(out);
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExpandAtFiles(false) // @NAME is an abstract socket
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static CommandLine childMode() {
    return new CommandLine(new ChildModeCommand())
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println("handfast: unexpected: " + failure);
    failure.printStackTrace(command.getErr());
    return CommandLine.ExitCode.SOFTWARE;
  }
}
