package dev.handfast.conformance.walk;

import dev.handfast.Rule;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.seam.Threads;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import dev.handfast.transport.Transport;
import dev.handfast.transport.TransportFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The real client goes over its whole machine: every transition and every pair of transitions.
@Rule({"HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-10", "HF-12"})
class ClientWalksTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");
  private static final int WHOLE = 1 << 16;

  static Stream<Named<Set<ClientStimulus>>> alphabets() {
    return Stream.of(
        Named.of("a peer that reads", ClientStimulus.TALK),
        Named.of("a peer that stops reading", ClientStimulus.CROWD));
  }

  static Stream<Named<TransportFactory>> transports() {
    return Stream.of(
        Named.of("JdkTransport", JdkTransport::new),
        Named.of("JunixTransport", JunixTransport::new));
  }

  @ParameterizedTest
  @MethodSource("alphabets")
  void every_pair_of_transitions_in_memory(Set<ClientStimulus> alphabet) {
    CompactMealy<ClientStimulus, String> machine = machine(alphabet);

    new Ground<>("client in memory", machine, MemoryOutside.rooms(WHOLE, ClientSubject::real))
        .everyPair();
  }

  @ParameterizedTest
  @MethodSource("alphabets")
  @Rule("HF-18")
  void every_transition_in_memory_byte_by_byte(Set<ClientStimulus> alphabet) {
    CompactMealy<ClientStimulus, String> machine = machine(alphabet);

    new Ground<>("client, byte by byte", machine, MemoryOutside.rooms(1, ClientSubject::real))
        .everyTransition();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void every_pair_on_a_real_socket_with_a_peer_that_reads(
      TransportFactory transports, @TempDir Path directory) {
    over(transports, directory, ClientStimulus.TALK, Ground::everyPair);
  }

  /// What fills the kernel's buffers takes its time: every pair only where there is some.
  @ParameterizedTest
  @MethodSource("transports")
  void every_transition_on_a_real_socket_with_a_peer_that_stops_reading(
      TransportFactory transports, @TempDir Path directory) {
    over(
        transports,
        directory,
        ClientStimulus.CROWD,
        DEEP ? Ground::everyPair : Ground::everyTransition);
  }

  private static void over(
      TransportFactory transports,
      Path directory,
      Set<ClientStimulus> alphabet,
      Consumer<Ground<ClientStimulus>> all) {
    Transport transport =
        transports.create(task -> Threads.system().platform("handfast-walks", task));
    try {
      String name = "client over " + transport.getClass().getSimpleName();
      all.accept(
          new Ground<>(
              name,
              machine(alphabet),
              SocketOutside.rooms(directory, transport, WHOLE, ClientSubject::real)));
    } finally {
      transport.close();
    }
  }

  private static CompactMealy<ClientStimulus, String> machine(Set<ClientStimulus> alphabet) {
    return Observable.of(ClientScene.started(), alphabet);
  }
}
