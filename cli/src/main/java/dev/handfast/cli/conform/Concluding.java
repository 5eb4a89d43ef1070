package dev.handfast.cli.conform;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What every form of `handfast conform` has in common: how it ends.
@Command(
    exitCodeOnExecutionException = Concluding.SUITE_FAULT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it conforms",
      "1:it does not: a case failed, or hung",
      "2:undecided: too little was run to say so; or usage",
      "3:a fault of the suite or the driver",
      "4:a case passes that the baseline expects to fail"
    })
abstract class Concluding implements Callable<Integer> {
  static final int UNDECIDED = 2;
  static final int SUITE_FAULT = 3;
  static final int STALE = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  final CommandSpec spec() {
    return spec;
  }

  final ParameterException misused(String complaint) {
    return new ParameterException(spec.commandLine(), complaint);
  }
}
