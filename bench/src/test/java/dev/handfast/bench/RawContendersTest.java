package dev.handfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The raw contenders move the same frames, in C and in Java, or none.
class RawContendersTest {
  private static final Path HOME = Path.of(System.getProperty("handfast.root"), "bench");

  /// A short warm-up and a short time, the usual size and queue.
  private static final String SHORT = " 0.01 0.01 0 0";

  @ParameterizedTest
  @CsvSource({"C, JDK, blocking", "JDK, C, blocking", "JDK, C, epoll", "JUNIX, JDK, selector"})
  void one_asks_the_other(Peer client, Peer server, String mode) throws Exception {
    try (var lab = new Lab(new Tools(HOME), List.of());
        var standing = lab.serve(server, mode);
        var asking = lab.client(client, standing.socket())) {
      for (int turn = 0; turn < 2; turn++) {
        assertThat(asking.ask("rtt" + SHORT).get("count").asInt()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"C, JDK", "JDK, C", "HANDFAST, C", "C, HANDFAST"})
  void one_counts_the_frames_of_the_other(Peer client, Peer server) throws Exception {
    try (var lab = new Lab(new Tools(HOME), List.of());
        var standing = lab.serve(server, "bytes");
        var sending = lab.client(client, standing.socket())) {
      for (int turn = 0; turn < 2; turn++) {
        assertThat(sending.ask("batch" + SHORT).get("messages").asLong()).isPositive();
      }
    }
  }

  /// The last one has a reader of its own, for raw channels do not speak its protocol.
  @ParameterizedTest
  @CsvSource({"HANDFAST, JDK", "NETTY, JDK", "GRPC, GRPC"})
  void who_sends_to_one_that_reads_nothing_is_refused(Peer client, Peer server) throws Exception {
    try (var lab = new Lab(new Tools(HOME), List.of());
        var standing = lab.serve(server, "stalled");
        var sending = lab.client(client, standing.socket())) {
      assertThat(sending.ask("slow" + SHORT).get("refused").asLong()).isPositive();
    }
  }
}
