package dev.handfast.client;

import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Step;
import java.util.function.Supplier;

/// A worker's machine that is wrong somewhere.
public interface FaultyMachine {

  /// One step of a machine.
  @FunctionalInterface
  interface Machine {
    /// The faulty step.
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event);
  }

  /// Its id in `zoo.yaml`.
  String id();

  /// Makes the machines of several clients, each with a memory of its own where the fault needs
  /// one.
  Supplier<Machine> machine();
}
