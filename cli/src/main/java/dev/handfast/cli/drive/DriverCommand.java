package dev.handfast.cli.drive;

import dev.handfast.peer.ClientDriver;
import dev.handfast.peer.ServerDriver;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `handfast driver`.
@Command(
    name = "driver",
    description = {
      "Is driven by the conformance suite: the library behind spec/DRIVER.md.",
      "",
      "Takes commands on standard input and tells events on standard output, a JSON object a line."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  handfast gate -- ./handfast driver client   the library's own client at the gate"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the suite has gone", "2:usage"})
public final class DriverCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ROLE", description = "client or server.")
  private Role role = Role.CLIENT;

  /// What is driven.
  enum Role {
    CLIENT,
    SERVER
  }

  @Override
  public Integer call() {
    switch (role) {
      case CLIENT -> ClientDriver.main(new String[0]);
      case SERVER -> ServerDriver.main(new String[0]);
    }
    return CommandLine.ExitCode.OK;
  }
}
