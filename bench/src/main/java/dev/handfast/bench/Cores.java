package dev.handfast.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Keeps the cores of this machine from sleeping.
///
/// An idle core of a virtual machine takes 20 to 40 µs to wake. A round trip waits for that twice,
/// which is more than all that a fast program does meanwhile, and the figures would tell of the
/// host. A process of the policy `SCHED_IDLE` on each core gives way to anybody at once.
final class Cores {
  private Cores() {}

  /// Starts those processes; they end with the lab.
  ///
  /// @param absent who takes no part, and why
  /// @return why there are none
  static Optional<String> keepAwake(Lab lab, Map<Peer, String> absent) throws InterruptedException {
    if (absent.containsKey(Peer.C)) {
      return Optional.ofNullable(absent.get(Peer.C));
    }
    try {
      for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
        lab.keepAwake(core);
      }
      return Optional.empty();
    } catch (RunFailed | IOException failure) {
      return Optional.of(String.valueOf(failure.getMessage()));
    }
  }
}
