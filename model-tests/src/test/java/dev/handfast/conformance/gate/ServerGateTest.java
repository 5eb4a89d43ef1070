package dev.handfast.conformance.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.InProcess;
import dev.handfast.peer.ServerDriver;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The gate lets the real server pass; faulty ones are in other languages, among the peers.
class ServerGateTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /// 10 s for what must come, and does: only means that something hangs.
  private static final Duration HUNG = Duration.ofSeconds(10);

  /// 200 lives: a third of them goes to every order of two events, and to some of three.
  private static final long LIVES = 200;

  @Test
  void the_real_server_passes() throws IOException {
    try (var stage = new DriverStage(InProcess.of(ServerDriver::serve))) {
      Gate<?> gate = Gate.of(stage, new Gate.Limits(LONG, LIVES, 1, HUNG));

      assertThat(gate).isInstanceOf(ServerGate.class);
      assertThat(gate.search()).isEmpty();
      assertThat(gate.coverage().lives()).isEqualTo(LIVES);
      assertThat(gate.coverage().length()).isGreaterThanOrEqualTo(2);
    }
  }
}
