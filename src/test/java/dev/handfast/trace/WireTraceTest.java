package dev.handfast.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Rule;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The trace of a session is the whole session, in order.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WireTraceTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule({"HF-4", "HF-5"})
  void every_frame_state_and_outcome_of_a_session_is_in_the_trace_in_order() throws IOException {
    RawServer server = bench.rawServer();
    Path file = bench.directory().resolve("client.ndjson");
    var onTheWire = new ArrayList<String>();
    try (WireTrace trace = WireTrace.to(file)) {
      HandfastClient client = bench.client(b -> b.trace(trace));
      client.status(WorkerStatus.STARTING);
      RawPeer peer = server.accept();
      onTheWire.add(peer.expectFrame("handshake").line());
      send(peer, onTheWire, Wire.ack());
      onTheWire.add(peer.expectFrame("status_update").line());
      send(peer, onTheWire, Wire.frame("unheard_of"));
      send(peer, onTheWire, Wire.ping());
      onTheWire.add(peer.expectFrame("pong").line());
      client.log(LogLevel.INFO, "é");
      onTheWire.add(peer.expectFrame("log").line());
      var draining = bench.call(() -> client.drain(LONG));
      peer.expectEnd();
      peer.close();
      assertThat(draining.result().isComplete()).isTrue();
    }

    List<TraceEntry> entries = read(file);
    assertThat(frames(entries)).containsExactlyElementsOf(onTheWire);
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.role()).isEqualTo("worker");
              assertThat(entry.connection()).isEqualTo("w1");
            });
    assertThat(of(entries, "state"))
        .extracting(TraceEntry::state)
        .containsExactly("Connecting", "AwaitingAck", "Ready", "HalfClosed", "Closed");
    assertThat(of(entries, "outcome"))
        .extracting(entry -> entry.outcome().orElseThrow())
        .containsExactly("written", "written");
    assertThat(of(entries, "ignored")).hasSize(1);
    assertThat(entries.getLast().event()).isEqualTo("ended");
  }

  @Test
  @Rule("HF-5")
  void failures_refusals_requests_and_violations_are_in_the_trace() throws IOException {
    RawServer server = bench.rawServer();
    Path file = bench.directory().resolve("client.ndjson");
    try (WireTrace trace = WireTrace.to(file)) {
      HandfastClient client = bench.client(b -> b.trace(trace));
      RawPeer peer = server.acceptReady();
      client.awaitReady(LONG);
      client.log(LogLevel.TEXT, "x".repeat(2 << 20));
      client.log(LogLevel.TEXT, "behind it");
      var call =
          client.askPermission(
              Confirmation.builder()
                  .toolName("bash")
                  .input(Json.of(List.of()))
                  .isDangerous(false)
                  .build());
      peer.swallow(1000);
      peer.send("nonsense");
      assertThatThrownBy(call::await).isNotNull();
      client.drain(LONG);
      assertThatThrownBy(() -> client.status(WorkerStatus.IDLE)).isNotNull();
    }

    List<TraceEntry> entries = read(file);
    assertThat(of(entries, "outcome"))
        .extracting(entry -> entry.outcome().orElseThrow())
        .containsExactly("unknown", "failed", "failed");
    assertThat(of(entries, "request")).hasSize(1);
    assertThat(of(entries, "violation").getFirst().detail().orElseThrow()).contains("invalid_json");
    assertThat(of(entries, "ended")).hasSize(1);
    assertThat(of(entries, "refused")).hasSize(1);
  }

  @Test
  @Rule({"HF-4", "HF-14"})
  void a_servers_connections_and_a_client_share_a_trace_and_can_be_told_apart() throws IOException {
    Path file = bench.directory().resolve("all.ndjson");
    try (WireTrace trace = WireTrace.to(file)) {
      var server = bench.server(b -> b.trace(trace));
      for (String childId : List.of("w1", "w2")) {
        try (HandfastClient client =
            HandfastClient.builder(bench.path()).childId(childId).trace(trace).start()) {
          client.status(WorkerStatus.STARTING);
        }
      }
      server.stop(LONG);
    }

    List<TraceEntry> entries = read(file);
    for (int i = 1; i <= 2; i++) {
      String worker = "w" + i;
      String connection = "c-" + i;
      List<String> sent = frames(by(of(entries, "sent"), worker));
      assertThat(sent).hasSize(2);
      assertThat(frames(by(of(entries, "received"), connection))).isEqualTo(sent);
      assertThat(frames(by(of(entries, "received"), worker)))
          .isEqualTo(frames(by(of(entries, "sent"), connection)));
      assertThat(by(of(entries, "state"), connection))
          .extracting(TraceEntry::state)
          .startsWith("Authorizing", "Registered")
          .endsWith("Closed");
    }
  }

  @Test
  void after_its_close_a_trace_writes_nothing_and_the_connection_goes_on() throws IOException {
    RawServer server = bench.rawServer();
    Path file = bench.directory().resolve("client.ndjson");
    WireTrace trace = WireTrace.to(file);
    HandfastClient client = bench.client(b -> b.trace(trace));
    RawPeer peer = server.acceptReady();
    client.awaitReady(LONG);
    peer.expectNothingYet();
    trace.close();
    trace.close();
    long size = Files.size(file);

    client.status(WorkerStatus.IDLE);

    peer.expectFrame("status_update");
    peer.expectNothingYet();
    assertThat(Files.size(file)).isEqualTo(size);
  }

  @Test
  void a_file_that_cannot_be_written_is_an_error_that_names_it() {
    Path file = bench.directory().resolve("no/such/directory/t.ndjson");

    assertThatThrownBy(() -> WireTrace.to(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  private static void send(RawPeer peer, List<String> onTheWire, String line) {
    peer.send(line);
    onTheWire.add(line);
    peer.send(); // and an empty line, which is no frame
  }

  private static List<TraceEntry> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(TraceEntry::parse).toList();
    }
  }

  private static List<TraceEntry> of(List<TraceEntry> entries, String event) {
    return entries.stream().filter(entry -> entry.event().equals(event)).toList();
  }

  private static List<TraceEntry> by(List<TraceEntry> entries, String connection) {
    return entries.stream().filter(entry -> entry.connection().equals(connection)).toList();
  }

  private static List<String> frames(List<TraceEntry> entries) {
    return entries.stream().flatMap(entry -> entry.frame().stream()).toList();
  }
}
