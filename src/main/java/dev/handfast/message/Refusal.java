package dev.handfast.message;

import dev.handfast.Fault;
import java.io.Serial;

/// Carries the first fault of a line out of the depths of its reading; never leaves this package.
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  Refusal(Fault fault) {
    // Without a stack trace: a hostile peer must not be able to make refusing dear.
    super(fault.toString(), null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
