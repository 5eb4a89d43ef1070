package dev.handfast.cli.conform;

import dev.handfast.cli.conform.ConformCommand.Client;
import dev.handfast.cli.conform.ConformCommand.Server;
import dev.handfast.conformance.conform.Subjects;
import dev.handfast.conformance.drive.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `handfast conform`.
@Command(
    name = "conform",
    description = {
      "Tests whether an implementation in any language keeps the protocol.",
      "",
      "The cases stand in spec/cases; each says what is done, what must be seen, and why."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(client | server)",
    subcommands = {Client.class, Server.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast conform client -- node my-driver.mjs             a client, by its driver",
      "  handfast conform client --wire -- ./worker {socket} {childId}   one that has no driver",
      "  handfast conform server -- python3 my_server_driver.py    a server, by its driver",
      "  handfast conform server --socket /run/o.sock              one that runs already",
      "  handfast conform client --list                            what is tested"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it conforms",
      "1:it does not: a case failed, or hung",
      "2:undecided: too little was run to say so; or usage",
      "3:a fault of the suite or the driver",
      "4:a case passes that the baseline expects to fail"
    })
public final class ConformCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "no role: wanted `conform client` or `conform server`");
  }

  /// `handfast conform client`.
  @Command(
      name = "client",
      description = {
        "Tests a client.",
        "",
        "COMMAND starts its driver, which spec/DRIVER.md describes; with --wire it is the client"
            + " itself."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it conforms",
        "1:it does not: a case failed, or hung",
        "2:undecided: too little was run to say so; or usage",
        "3:a fault of the suite or the driver",
        "4:a case passes that the baseline expects to fail"
      })
  static final class Client implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private SuiteOptions suite = new SuiteOptions();

    @Option(
        names = "--wire",
        description = {
          "COMMAND is a program that connects by itself: `{socket}` and `{childId}` in its"
              + " arguments are replaced. Only what shows on the wire is tested, with a process a"
              + " case."
        })
    private boolean wire;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "What starts the client.")
    private List<String> command = new ArrayList<>();

    @Override
    public Integer call() {
      Conformance conformance = new Conformance(spec, suite, "client", command);
      if (suite.isList()) {
        return conformance.list();
      }
      if (command.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "no client: got no COMMAND, wanted one behind `--`");
      }
      return wire
          ? conformance.alone(command.getFirst(), "--wire", Subjects.alone(command))
          : conformance.driven(Program.of(command));
    }
  }

  /// `handfast conform server`.
  @Command(
      name = "server",
      description = {
        "Tests a server.",
        "",
        "COMMAND starts its driver, which spec/DRIVER.md describes; with --socket it runs already."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it conforms",
        "1:it does not: a case failed, or hung",
        "2:undecided: too little was run to say so; or usage",
        "3:a fault of the suite or the driver",
        "4:a case passes that the baseline expects to fail"
      })
  static final class Server implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private SuiteOptions suite = new SuiteOptions();

    @Option(
        names = "--socket",
        paramLabel = "PATH",
        description = "The server listens there. Only what shows on the wire is tested.")
    private List<Path> socket = new ArrayList<>();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "What starts the server.")
    private List<String> command = new ArrayList<>();

    @Override
    public Integer call() {
      Conformance conformance = new Conformance(spec, suite, "server", command);
      if (suite.isList()) {
        return conformance.list();
      }
      if (command.isEmpty() == socket.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "no server, or two: wanted a COMMAND behind `--`, or --socket PATH");
      }
      return socket.isEmpty()
          ? conformance.driven(Program.of(command))
          : conformance.alone(
              socket.getFirst().toString(),
              "--socket " + socket.getFirst(),
              Subjects.found(socket.getFirst()));
    }
  }
}
