package dev.handfast.cli.gate;

import dev.handfast.conformance.drive.Driver;
import dev.handfast.conformance.gate.Coverage;
import dev.handfast.conformance.gate.Finding;
import java.time.Duration;
import java.util.Optional;

/// What a gate tells while it works.
interface GateReport {
  /// It begins.
  void begins(Driver.Hello driver, Duration budget, long seed);

  /// It has found a race, or nothing.
  void ends(Optional<Finding> found, Coverage coverage);
}
