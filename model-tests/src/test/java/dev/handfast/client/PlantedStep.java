package dev.handfast.client;

import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Step;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What the real client calls instead of its machine where a fault is planted into its byte code.
public final class PlantedStep {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Map<ClientPart, FaultyMachine.Machine> MACHINES = new WeakHashMap<>();
  private static Supplier<FaultyMachine.Machine> planted =
      () -> {
        throw new IllegalStateException("nothing is planted");
      };

  private PlantedStep() {}

  /// From now on all clients have this fault, as if the process had just begun.
  ///
  /// @param id as in `zoo.yaml`
  public static void plant(String id) {
    LOCK.lock();
    try {
      planted =
          Stream.<FaultyMachine>concat(
                  Stream.of(MachineFault.values()), Stream.of(RaceFault.values()))
              .filter(fault -> fault.id().equals(id))
              .findFirst()
              .orElseThrow()
              .machine();
      MACHINES.clear();
    } finally {
      LOCK.unlock();
    }
  }

  /// One step of that client's machine.
  public static Step<ClientState, ClientEffect> step(
      ClientState state, ClientEvent event, ClientPart part) {
    FaultyMachine.Machine machine;
    LOCK.lock();
    try {
      machine = MACHINES.computeIfAbsent(part, _ -> planted.get());
    } finally {
      LOCK.unlock();
    }
    return machine.step(state, event);
  }
}
