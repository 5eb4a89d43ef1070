package dev.handfast.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.Fault;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastEvent.At;
import dev.handfast.RequestOutcome;
import dev.handfast.Role;
import dev.handfast.Violation;
import dev.handfast.ViolationCode;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A line of a trace and an entry are the same thing.
final class TraceEntryTest {
  private static final At AT =
      new At(Instant.parse("2026-01-02T03:04:05.006007008Z"), Role.WORKER, "w \"1\" é", "Ready");

  static Stream<HandfastEvent> everyEvent() {
    var violation =
        new Violation(
            Role.ORCHESTRATOR,
            "Ready",
            new Fault(ViolationCode.INVALID_JSON, "frame", "x\n", "JSON"));
    var ended = new CloseCause.PeerClosed("end of file");
    return Stream.of(
        new HandfastEvent.StateChanged(AT, "AwaitingAck"),
        new HandfastEvent.FrameSent(AT, "{\"a\":\"\\n\"}"),
        new HandfastEvent.FrameReceived(AT, "{}"),
        new HandfastEvent.Settled(AT, "m-1", "log", new Delivery.Written()),
        new HandfastEvent.Settled(
            AT, "m-1", "log", new Delivery.Failed(new FailureCause.WithdrawnOnCancel())),
        new HandfastEvent.Settled(AT, "m-1", "log", new Delivery.Unknown(ended)),
        new HandfastEvent.RequestEnded(AT, "r-1", new RequestOutcome.TimedOut()),
        new HandfastEvent.SendRefused(AT, "log", "queue full"),
        new HandfastEvent.Ignored(AT, "unknown_type", "x"),
        new HandfastEvent.Violated(AT, violation),
        new HandfastEvent.Ended(AT, ended),
        new HandfastEvent.EventsDropped(AT, 7));
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void an_entry_is_one_line_and_reads_back_equal(HandfastEvent event) {
    TraceEntry entry = TraceEntry.of(event);

    String line = entry.json();

    assertThat(line).doesNotContain("\n", "null");
    assertThat(TraceEntry.parse(line)).isEqualTo(entry);
    assertThat(entry.time()).isEqualTo(AT.time());
    assertThat(entry.state()).isEqualTo("Ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "7", "[]", "{}", "{\"time\":1}", "not JSON", "{\"time\":\"x\"}"})
  void a_line_that_is_no_entry_is_refused_with_its_text(String line) {
    assertThatThrownBy(() -> TraceEntry.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no trace entry")
        .hasMessageContaining(line);
  }
}
