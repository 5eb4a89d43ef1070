package dev.handfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The raw contenders move the same frames, in C and in Java.
class RawContendersTest {
  private static final Path HOME = Path.of(System.getProperty("handfast.root"), "bench");
  private static final double SHORT = 0.01;

  @ParameterizedTest
  @CsvSource({"C, JDK, blocking", "JDK, C, blocking", "JDK, C, epoll", "JUNIX, JDK, selector"})
  void one_asks_the_other(Peer client, Peer server, String mode) throws Exception {
    try (var lab = new Lab(new Tools(HOME), List.of());
        var standing = lab.serve(server, mode)) {
      var laps = lab.client(client, standing.socket(), "rtt", SHORT, SHORT, 0);
      assertThat(laps.get("count").asInt()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"C, JDK", "JDK, C", "HANDFAST, C", "C, HANDFAST"})
  void one_counts_the_frames_of_the_other(Peer client, Peer server) throws Exception {
    try (var lab = new Lab(new Tools(HOME), List.of());
        var standing = lab.serve(server, "bytes")) {
      var sent = lab.client(client, standing.socket(), "batch", SHORT, SHORT, 0);
      assertThat(sent.get("messages").asLong()).isPositive();
    }
  }
}
