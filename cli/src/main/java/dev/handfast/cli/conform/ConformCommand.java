package dev.handfast.cli.conform;

import dev.handfast.cli.conform.ConformCommand.Client;
import dev.handfast.cli.conform.ConformCommand.Server;
import dev.handfast.conformance.conform.Subjects;
import dev.handfast.conformance.drive.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
    })
public final class ConformCommand extends Concluding {
  @Override
  public Integer call() {
    throw misused("no role: wanted `conform client` or `conform server`");
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
      mixinStandardHelpOptions = true)
  static final class Client extends RoleCommand {
    @Option(
        names = "--wire",
        description = {
          "COMMAND is a program that connects by itself: {socket} and {childId} in its"
              + " arguments are replaced. Only what shows on the wire is tested, with a process a"
              + " case."
        })
    private boolean wire;

    @Override
    int run(Conformance conformance, List<String> command) {
      if (command.isEmpty()) {
        throw misused("no client: got no COMMAND, wanted one behind `--`");
      }
      if (wire && command.stream().noneMatch(word -> word.contains("{socket}"))) {
        throw misused(
            "--wire: got no {socket} in COMMAND, wanted it where the path of the socket belongs");
      }
      return wire
          ? conformance.alone("--wire", Subjects.alone(command))
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
      mixinStandardHelpOptions = true)
  static final class Server extends RoleCommand {
    @Option(
        names = "--socket",
        paramLabel = "PATH",
        description = "The server listens there. Only what shows on the wire is tested.")
    private List<Path> socket = new ArrayList<>();

    @Override
    int run(Conformance conformance, List<String> command) {
      if (command.isEmpty() == socket.isEmpty()) {
        throw misused("no server, or two: wanted a COMMAND behind `--`, or --socket PATH");
      }
      return socket.isEmpty()
          ? conformance.driven(Program.of(command))
          : conformance.alone("--socket " + socket.getFirst(), Subjects.found(socket.getFirst()));
    }
  }
}
