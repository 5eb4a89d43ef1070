package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CallbackThread;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.DrainReport;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// More messages than handlers can take at once.
final class FloodTest {
  private static final int MESSAGES = 20_000;
  private static final Duration HUNG = Duration.ofSeconds(30);

  /// With a limit of 1 the reading pauses at every message, and a handler that ends just then must
  /// not leave it paused.
  @ParameterizedTest
  @CsvSource({"1, VIRTUAL", "2, VIRTUAL", "64, VIRTUAL", "1, READER", "2, READER", "64, READER"})
  @Rule({"HF-4", "HF-11", "HF-20"})
  void a_flood_is_handled_in_order_and_to_its_end_however_small_the_inbound_limit(
      int inboundLimit, CallbackThread thread) throws IOException {
    SocketPath.File path = SocketPath.privateDirectory("flood");
    List<String> handled = new ArrayList<>();
    try (var server =
            HandfastServer.builder(path)
                .inboundLimit(inboundLimit)
                .callbacksOn(thread)
                .onLog((worker, log) -> handled.add(log.content()))
                .start();
        var client = HandfastClient.builder(path).childId("w-1").start()) {
      for (int i = 0; i < MESSAGES; i++) {
        client.log(LogLevel.TEXT, "" + i);
      }
      DrainReport report = client.drain(HUNG);

      assertThat(report.undelivered()).isEmpty();
      assertThat(server.stop(HUNG).isComplete()).isTrue();
    } finally {
      Files.deleteIfExists(path.path().getParent());
    }
    assertThat(handled).isEqualTo(IntStream.range(0, MESSAGES).mapToObj(i -> "" + i).toList());
  }
}
