package dev.handfast.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Halt;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerStatus;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a recording of a real client and server has, and what it never has.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FlightTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String TYPED = "typed-by-a-user";

  @RegisterExtension final Bench bench = new Bench();
  private final Recording recording = new Recording();

  @BeforeEach
  void record() {
    bench.keep(recording);
    recording.start();
  }

  @Test
  void a_session_is_recorded_at_both_ends_from_its_connect_to_its_end() throws IOException {
    HandfastServer server = bench.server(b -> {});
    HandfastClient client = bench.client(b -> {});
    client.status(WorkerStatus.STARTING);
    client.awaitReady(LONG);
    client.drain(LONG);
    server.stop(LONG);

    Events events = recorded();
    assertThat(events.of("Connect")).hasSize(1);
    RecordedEvent connect = events.of("Connect").getFirst();
    assertThat(connect.getString("role")).isEqualTo("worker");
    assertThat(connect.getString("connection")).isEqualTo("w1");
    assertThat(connect.getString("result")).isEqualTo("connected");
    assertThat(connect.getDuration()).isPositive();
    assertThat(events.of("Handshake"))
        .hasSize(2)
        .allSatisfy(
            handshake -> {
              assertThat(handshake.getString("result")).isEqualTo("accepted");
              assertThat(handshake.getDuration()).isPositive();
            })
        .extracting(handshake -> handshake.getString("role"))
        .containsExactlyInAnyOrder("worker", "orchestrator");
    assertThat(events.by("w1", "StateChange"))
        .extracting(change -> change.getString("from") + ">" + change.getString("to"))
        .startsWith("Idle>Connecting", "Connecting>AwaitingAck", "AwaitingAck>Ready")
        .endsWith("HalfClosed>Closed");
    assertThat(events.by("c-1", "StateChange"))
        .extracting(change -> change.getString("to"))
        .startsWith("Authorizing", "Registered")
        .endsWith("Closed");
    assertThat(events.of("Outcome")).hasSize(1);
    RecordedEvent outcome = events.of("Outcome").getFirst();
    assertThat(outcome.getString("type")).isEqualTo("status_update");
    assertThat(outcome.getString("outcome")).isEqualTo("written");
    assertThat(outcome.getString("messageId")).startsWith("msg_");
    assertThat(outcome.getString("cause")).isEmpty();
    assertThat(events.by("w1", "End"))
        .extracting(end -> end.getString("cause"))
        .containsExactly("ClosedLocally");
    assertThat(events.by("c-1", "End"))
        .extracting(end -> end.getString("cause"))
        .containsExactly("PeerClosed");
  }

  @Test
  void a_handshake_takes_as_long_as_its_verdict() throws IOException {
    var halt = new Halt();
    bench.server(
        b ->
            b.authorize(
                (handshake, peer) -> {
                  halt.stand();
                  return Verdict.reject(TYPED);
                }));
    HandfastClient client = bench.client(b -> {});
    halt.awaitSomebody();
    long from = System.nanoTime();
    assertThat(client.phase()).isEqualTo(ClientPhase.AWAITING_ACK);
    Duration held = Duration.ofNanos(System.nanoTime() - from);
    halt.letGo();
    assertThatThrownBy(() -> client.awaitReady(LONG)).isNotNull();
    client.drain(LONG);

    Events events = recorded();
    assertThat(events.of("Handshake"))
        .hasSize(2)
        .allSatisfy(
            handshake -> {
              assertThat(handshake.getString("result")).isEqualTo("Refused");
              assertThat(handshake.getDuration()).isGreaterThanOrEqualTo(held);
            });
  }

  @Test
  void a_connect_that_fails_has_its_cause_and_no_handshake() throws IOException {
    HandfastClient client = bench.client(b -> b.handshakeTimeout(Duration.ofMillis(30)));
    assertThatThrownBy(() -> client.awaitReady(LONG)).isNotNull();
    client.drain(LONG);

    Events events = recorded();
    assertThat(events.of("Handshake")).isEmpty();
    assertThat(events.of("Connect"))
        .extracting(connect -> connect.getString("result"))
        .containsExactly("HandshakeTimedOut");
    assertThat(events.of("Connect").getFirst().getDuration()).isGreaterThan(Duration.ofMillis(25));
  }

  @Test
  void violations_drops_and_lost_requests_are_recorded_by_kind() throws IOException {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> {});
    RawPeer peer = server.acceptReady();
    client.awaitReady(LONG);
    peer.send(Wire.frame(TYPED));
    var call = client.askPermission(asking());
    peer.expectFrame("permission_request");
    peer.send("{\"type\": " + TYPED);
    assertThatThrownBy(call::await).isNotNull();
    client.drain(LONG);
    assertThatThrownBy(() -> client.log(LogLevel.TEXT, TYPED)).isNotNull();

    Events events = recorded();
    assertThat(events.of("Violation")).hasSize(1);
    RecordedEvent violation = events.of("Violation").getFirst();
    assertThat(violation.getString("offender")).isEqualTo("orchestrator");
    assertThat(violation.getString("code")).isEqualTo("invalid_json");
    assertThat(events.of("Drop"))
        .extracting(drop -> drop.getString("what") + " " + drop.getString("reason"))
        .containsExactly("frame unknown_type", "send log");
    assertThat(events.of("Outcome"))
        .extracting(outcome -> outcome.getString("outcome") + " " + outcome.getString("cause"))
        .containsExactly("written ", "unanswered PeerMisbehaved");
    assertThat(events.of("End"))
        .extracting(end -> end.getString("cause"))
        .containsExactly("PeerMisbehaved");
  }

  @Test
  void nothing_that_a_user_typed_is_in_any_event() throws IOException {
    HandfastServer server = bench.server(b -> {});
    HandfastClient client = bench.client(b -> b.task(TYPED).branch(TYPED).worktree(TYPED));
    client.log(LogLevel.ERROR, TYPED);
    client.requestPermission(asking());
    server.worker("w1").orElseThrow().injectContext(TYPED, List.of(TYPED)).await();
    RawWorker rude = bench.rawWorker("w2");
    rude.send(Wire.status("w2", TYPED));
    rude.readToEnd();
    client.drain(LONG);
    server.stop(LONG);

    Events events = recorded();
    assertThat(events.of("Violation")).hasSize(1);
    assertThat(events.of("Outcome")).hasSizeGreaterThan(3);
    assertThat(events.all())
        .allSatisfy(event -> assertThat(event.toString()).doesNotContain(TYPED));
  }

  @Test
  void every_type_has_a_label_a_description_and_our_category() {
    List<EventType> types =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .filter(type -> type.getName().startsWith("dev.handfast."))
            .toList();

    assertThat(types)
        .extracting(EventType::getName)
        .allSatisfy(name -> assertThat(name).matches("dev\\.handfast\\.[A-Z][A-Za-z]+"));
    assertThat(types)
        .allSatisfy(
            type -> {
              assertThat(type.getLabel()).isNotBlank();
              assertThat(type.getDescription()).isNotBlank();
              assertThat(type.getCategoryNames()).containsExactly("Handfast");
              assertThat(type.getFields())
                  .allSatisfy(field -> assertThat(field.getLabel()).isNotBlank());
            });
  }

  private static Confirmation asking() {
    return Confirmation.builder()
        .toolName(TYPED)
        .input(Json.of(TYPED))
        .isDangerous(true)
        .dangerReason(TYPED)
        .build();
  }

  private Events recorded() throws IOException {
    recording.stop();
    Path file = bench.directory().resolve("run.jfr");
    recording.dump(file);
    return new Events(
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().startsWith("dev.handfast."))
            .sorted((a, b) -> a.getEndTime().compareTo(b.getEndTime()))
            .toList());
  }

  /// Our events of a recording, in the order in which they ended.
  private record Events(List<RecordedEvent> all) {
    List<RecordedEvent> of(String name) {
      return all.stream()
          .filter(event -> event.getEventType().getName().equals("dev.handfast." + name))
          .toList();
    }

    List<RecordedEvent> by(String connection, String name) {
      return of(name).stream()
          .filter(event -> event.getString("connection").equals(connection))
          .toList();
    }
  }
}
