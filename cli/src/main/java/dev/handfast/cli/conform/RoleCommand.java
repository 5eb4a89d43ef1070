package dev.handfast.cli.conform;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A suite for one role, which is the command's name.
abstract class RoleCommand extends Concluding {
  @Mixin private SuiteOptions suite = new SuiteOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "What starts the ${COMMAND-NAME}.")
  private List<String> command = new ArrayList<>();

  /// Runs the suite as the other options say.
  ///
  /// @param command of the subject; empty where none was given
  abstract int run(Conformance conformance, List<String> command);

  @Override
  public final Integer call() {
    var conformance = new Conformance(spec(), suite, spec().name(), command);
    return suite.isList() ? conformance.list() : run(conformance, command);
  }
}
