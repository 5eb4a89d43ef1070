package dev.handfast.cli.drive;

import dev.handfast.cli.screen.Visible;
import dev.handfast.peer.ClientDriver;
import dev.handfast.peer.ServerDriver;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ROLE", description = "client or server.")
  private Role role = Role.CLIENT;

  /// What is driven.
  enum Role {
    CLIENT,
    SERVER
  }

  @Override
  public Integer call() {
    String fault = System.getenv().getOrDefault("HANDFAST_FAULT", "");
    if (!fault.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "HANDFAST_FAULT: got %s, but the library does nothing wrong on purpose; unset it"
              .formatted(Visible.of(fault)));
    }
    switch (role) {
      case CLIENT -> ClientDriver.main(new String[0]);
      case SERVER -> ServerDriver.main(new String[0]);
    }
    return CommandLine.ExitCode.OK;
  }
}
