package dev.handfast.conformance.walk;

import dev.handfast.Rule;
import dev.handfast.evidence.Evidence;
import dev.handfast.seam.Threads;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import dev.handfast.transport.Transport;
import dev.handfast.transport.TransportFactory;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The real server goes over its whole machine with one worker: every transition, and every pair of
/// transitions.
@Rule({
  "HF-5", "HF-9", "HF-13", "HF-14", "HF-15", "HF-16", "HF-17", "HF-20", "HF-21", "HF-27", "HF-33"
})
class ServerWalksTest {
  private static final Evidence EVIDENCE = Evidence.of(ServerWalksTest.class);
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");
  private static final int WHOLE = 1 << 16;

  private static final CompactMealy<ServerStimulus, String> MACHINE =
      Observable.of(ServerScene.connected(), EnumSet.allOf(ServerStimulus.class));

  @Test
  void every_pair_of_transitions_in_memory() {
    new Ground<>(
            "server in memory", MACHINE, MemoryOutside.sessions(WHOLE), WalkScript::of, EVIDENCE)
        .everyPair();
  }

  @Test
  @Rule("HF-18")
  void every_transition_in_memory_byte_by_byte() {
    new Ground<>(
            "server byte by byte", MACHINE, MemoryOutside.sessions(1), WalkScript::of, EVIDENCE)
        .everyTransition();
  }

  /// Every pair where there is time for it.
  @ParameterizedTest
  @MethodSource("transports")
  void every_transition_on_a_real_socket(TransportFactory transports, @TempDir Path directory) {
    Transport transport = transports.create(task -> Threads.system().platform("walks", task));
    try {
      var ground =
          new Ground<>(
              "server over " + transport.getClass().getSimpleName(),
              MACHINE,
              SocketOutside.sessions(directory, transport),
              WalkScript::of,
              EVIDENCE);
      if (DEEP) {
        ground.everyPair();
      } else {
        ground.everyTransition();
      }
    } finally {
      transport.close();
    }
  }

  static Stream<Named<TransportFactory>> transports() {
    return Stream.of(
        Named.of("JdkTransport", JdkTransport::new),
        Named.of("JunixTransport", JunixTransport::new));
  }
}
