package dev.handfast.cli.conform;

import java.util.List;
import picocli.CommandLine.Mixin;

/// A suite for one role.
abstract class RoleCommand extends Concluding {
  @Mixin private SuiteOptions suite = new SuiteOptions();

  abstract String role();

  abstract List<String> command();

  /// Runs the suite as the other options say.
  abstract int run(Conformance conformance);

  @Override
  public final Integer call() {
    var conformance = new Conformance(spec(), suite, role(), command());
    return suite.isList() ? conformance.list() : run(conformance);
  }
}
