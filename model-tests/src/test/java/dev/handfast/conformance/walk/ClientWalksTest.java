package dev.handfast.conformance.walk;

import dev.handfast.Rule;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.evidence.Evidence;
import dev.handfast.seam.Threads;
import dev.handfast.transport.Transport;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The real client goes over its whole machine: every transition, and every pair of transitions.
@Rule({
  "HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-10", "HF-12", "HF-29",
  "HF-30"
})
class ClientWalksTest {
  private static final Evidence EVIDENCE = Evidence.of(ClientWalksTest.class);
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");
  private static final int WHOLE = 1 << 16;

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-11", "HF-17", "HF-20", "HF-32"})
  void every_pair_of_transitions_in_memory(ClientView view) {
    new Ground<>(
            view + " in memory",
            Observable.of(view),
            MemoryOutside.rooms(WHOLE, view.overflow(), ClientSubject::real),
            Where.MEMORY,
            stimuli -> WalkScript.of(view, stimuli),
            EVIDENCE)
        .everyPair();
  }

  @ParameterizedTest
  @EnumSource
  @Rule("HF-18")
  void every_transition_in_memory_byte_by_byte(ClientView view) {
    new Ground<>(
            view + " byte by byte",
            Observable.of(view),
            MemoryOutside.rooms(1, view.overflow(), ClientSubject::real),
            Where.MEMORY,
            stimuli -> WalkScript.of(view, stimuli).inChunksOf(1),
            EVIDENCE)
        .everyTransition();
  }

  /// Every transition in every build, every pair in `deep`. A client that drops is there in `deep`
  /// alone: to fill the kernel's buffers takes its time.
  @ParameterizedTest
  @MethodSource("onSockets")
  @Rule({"HF-11", "HF-17", "HF-20", "HF-32"})
  void every_transition_on_a_real_socket(ClientView view, Where where, @TempDir Path directory) {
    Transport transport =
        where.transport().create(task -> Threads.system().platform("walks", task));
    try {
      var ground =
          new Ground<>(
              view + " over " + transport.getClass().getSimpleName(),
              Observable.of(view),
              SocketOutside.rooms(directory, transport, view.overflow(), ClientSubject::real),
              where,
              stimuli -> WalkScript.of(view, stimuli),
              EVIDENCE);
      if (DEEP && view != ClientView.DROPS) {
        ground.everyPair();
      } else {
        ground.everyTransition();
      }
    } finally {
      transport.close();
    }
  }

  static Stream<Arguments> onSockets() {
    return Stream.of(ClientView.values())
        .filter(view -> DEEP || view != ClientView.DROPS)
        .flatMap(view -> Stream.of(Arguments.of(view, Where.JDK), Arguments.of(view, Where.JUNIX)));
  }
}
