package dev.handfast.conformance.walk;

import dev.handfast.Rule;
import dev.handfast.conformance.replay.Where;
import dev.handfast.evidence.Evidence;
import dev.handfast.seam.Threads;
import dev.handfast.transport.Transport;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
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
            "server in memory",
            MACHINE,
            MemoryOutside.sessions(WHOLE),
            Where.MEMORY,
            WalkScript::of,
            EVIDENCE)
        .everyPair();
  }

  @Test
  @Rule("HF-18")
  void every_transition_in_memory_byte_by_byte() {
    new Ground<>(
            "server byte by byte",
            MACHINE,
            MemoryOutside.sessions(1),
            Where.MEMORY,
            stimuli -> WalkScript.of(stimuli).inChunksOf(1),
            EVIDENCE)
        .everyTransition();
  }

  /// Every transition over the JDK's sockets in every build; in `deep` every pair, and over
  /// junixsocket's too, where the client walks in every build.
  @ParameterizedTest
  @MethodSource("sockets")
  void every_transition_on_a_real_socket(Where where, @TempDir Path directory) {
    Transport transport =
        where.transport().create(task -> Threads.system().platform("walks", task));
    try {
      var ground =
          new Ground<>(
              "server over " + transport.getClass().getSimpleName(),
              MACHINE,
              SocketOutside.sessions(directory, transport),
              where,
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

  static Stream<Where> sockets() {
    return DEEP ? Stream.of(Where.JDK, Where.JUNIX) : Stream.of(Where.JDK);
  }
}
