package dev.handfast.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.trace.TraceEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The shortest traces that break a rule, and what is said of them.
class ImpossibleTest {
  private final List<TraceEntry> trace = new ArrayList<>();
  private String role = "worker";
  private String state = "Idle";

  @Test
  void a_message_before_the_ack() {
    goes("Connecting", "AwaitingAck");
    sent("handshake", "h", HANDSHAKE);
    sent("log", "m-1", LOG);

    assertThat(first().rule()).isEqualTo("HF-1");
    assertThat(first().place().line()).isEqualTo(4);
    assertThat(first().possible())
        .containsExactly(
            "→ Finishing", "→ Closed", "a frame received", "outcome failed of what was not sent");
  }

  @Test
  void ready_without_an_ack() {
    goes("Connecting", "AwaitingAck");
    sent("handshake", "h", HANDSHAKE);
    goes("Ready");

    assertThat(first().rule()).isEqualTo("HF-1");
  }

  @Test
  void ready_as_soon_as_the_connection_is_open() {
    goes("Connecting", "Ready");

    assertThat(first().rule()).isEqualTo("HF-1");
  }

  @Test
  void ready_after_a_refusal() {
    goes("Connecting", "AwaitingAck");
    sent("handshake", "h", HANDSHAKE);
    received("handshake_ack", "a", "\"accepted\":false,\"requestId\":\"h\"");
    goes("Ready");

    assertThat(first().rule()).isEqualTo("HF-1");
  }

  @Test
  void ready_without_a_handshake() {
    goes("Connecting", "AwaitingAck");
    received("handshake_ack", "a", "\"accepted\":true");
    goes("Ready");

    assertThat(first().rule()).isEqualTo("HF-2");
  }

  @Test
  void two_handshakes() {
    goes("Connecting", "AwaitingAck");
    sent("handshake", "h", HANDSHAKE);
    sent("handshake", "h-2", HANDSHAKE);

    assertThat(first().rule()).isEqualTo("HF-2");
  }

  @Test
  void an_ack_that_changes_nothing() {
    goes("Connecting", "AwaitingAck");
    sent("handshake", "h", HANDSHAKE);
    received("handshake_ack", "a", "\"accepted\":true,\"requestId\":\"h\"");
    received("ping", "p", "");

    assertThat(first().rule()).isEqualTo("HF-6");
    assertThat(first().possible()).containsExactly("→ Ready");
  }

  @Test
  void the_end_of_a_connection_with_a_message_that_has_no_outcome() {
    ready();
    sent("log", "m-1", LOG);
    goes("Closed");

    assertThat(first().rule()).isEqualTo("HF-5");
  }

  @Test
  void a_message_that_left_and_failed() {
    ready();
    sent("log", "m-1", LOG);
    outcome("log m-1", "failed");

    assertThat(first().rule()).isEqualTo("HF-5");
  }

  @Test
  void two_messages_whose_outcomes_are_told_the_other_way_round() {
    ready();
    sent("log", "m-1", LOG);
    sent("log", "m-2", LOG);
    outcome("log m-2", "written");

    assertThat(first().rule()).isEqualTo("HF-4");
  }

  @Test
  void a_request_that_is_lost_though_its_message_has_no_outcome() {
    goes("Connecting", "AwaitingAck", "Closed");
    entry("request", Optional.empty(), Optional.empty(), Optional.of("q: went away"));

    assertThat(first().rule()).isEqualTo("HF-5");
  }

  @Test
  void a_request_that_stays_open_though_its_message_has_failed() {
    goes("Connecting", "AwaitingAck");
    outcome("permission_request q", "failed");
    received("ping", "p", "");

    assertThat(first().rule()).isEqualTo("HF-7");
    assertThat(first().possible()).containsExactly("request q ends");
  }

  @Test
  void a_second_ack_that_nobody_ignores() {
    ready();
    received("handshake_ack", "a-2", "\"accepted\":true,\"requestId\":\"h\"");
    sent("log", "m-1", LOG);

    assertThat(first().rule()).isEqualTo("HF-6");
  }

  @Test
  void a_pong_that_nobody_asked_for() {
    ready();
    sent("pong", "p", "");

    assertThat(first().rule()).isEqualTo("HF-9");
  }

  @Test
  void a_message_after_the_end() {
    ready();
    goes("Closed");
    entry("ended", Optional.empty(), Optional.empty(), Optional.empty());
    sent("log", "m-1", LOG);

    assertThat(first().rule()).isEqualTo("HF-10");
  }

  @Test
  void a_ping_to_a_peer_that_speaks_the_original_protocol() {
    ready();
    sent("ping", "p", "");

    assertThat(first().rule()).isEqualTo("HF-26");
  }

  @Test
  void a_close_that_leaves_a_request_open() {
    registered();
    received("permission_request", "q", ASK);
    goes("HalfClosed");

    assertThat(first().rule()).isEqualTo("HF-33");
  }

  @Test
  void an_end_of_our_direction_before_everything_open_is_answered() {
    registered();
    received("permission_request", "q", ASK);
    received("permission_request", "q-2", ASK);
    goes("Draining");
    sent("permission_response", "o-1", "\"requestId\":\"q\",\"result\":\"deny\"");
    outcome("permission_response o-1", "written");
    goes("HalfClosed");

    assertThat(first().rule()).isEqualTo("HF-33");
    assertThat(first().message()).contains("q-2");
  }

  @Test
  void an_answer_to_a_request_that_came_after_the_close() {
    registered();
    goes("Draining");
    received("permission_request", "q", ASK);
    sent("permission_response", "o-1", "\"requestId\":\"q\",\"result\":\"approve\"");

    assertThat(first().rule()).isEqualTo("HF-7");
  }

  @Test
  void what_is_said_names_place_side_state_rule_and_what_would_have_been_possible() {
    ready();
    sent("pong", "p", "");

    assertThat(first().message())
        .isEqualTo(
            "trace, line 6: worker w-1 in Ready: sent {\"id\":\"p\",\"type\":\"pong\","
                + "\"timestamp\":1}: impossible (HF-9): no ping is unanswered; possible there: "
                + "→ Draining, → HalfClosed, → Closed, a message sent, a frame received, "
                + "outcome failed of what was not sent");
  }

  @Test
  void nothing_is_not_allowed() {
    assertThat(new TraceCheck().report().isAllowed()).isFalse();
  }

  private static final String HANDSHAKE =
      "\"childId\":\"w-1\",\"worktree\":\"/w\",\"branch\":\"\",\"task\":\"t\"";
  private static final String LOG = "\"childId\":\"w-1\",\"level\":\"text\",\"content\":\"c\"";

  private static final String ASK =
      "\"childId\":\"w-1\",\"confirmation\":"
          + "{\"toolName\":\"bash\",\"input\":{},\"isDangerous\":false}";

  private void registered() {
    role = "orchestrator";
    state = "AwaitingHandshake";
    received("handshake", "h", HANDSHAKE);
    goes("Authorizing", "Registered");
    sent("handshake_ack", "a", "\"accepted\":true");
  }

  private void ready() {
    goes("Connecting", "AwaitingAck");
    sent("handshake", "h", HANDSHAKE);
    received("handshake_ack", "a", "\"accepted\":true,\"requestId\":\"h\"");
    goes("Ready");
  }

  private void goes(String... states) {
    for (String to : states) {
      String from = state;
      state = to;
      entry("state", Optional.empty(), Optional.empty(), Optional.of(from + " → " + to));
    }
  }

  private void sent(String type, String id, String fields) {
    entry("sent", Optional.of(frame(type, id, fields)), Optional.empty(), Optional.empty());
  }

  private void received(String type, String id, String fields) {
    entry("received", Optional.of(frame(type, id, fields)), Optional.empty(), Optional.empty());
  }

  private void outcome(String message, String outcome) {
    trace.add(
        new TraceEntry(
            Instant.EPOCH,
            role,
            "w-1",
            state,
            "outcome",
            Optional.empty(),
            Optional.of(message),
            Optional.of(outcome),
            Optional.empty()));
  }

  private static String frame(String type, String id, String fields) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"timestamp\":1%s}"
        .formatted(id, type, fields.isEmpty() ? "" : "," + fields);
  }

  private void entry(
      String event, Optional<String> frame, Optional<String> message, Optional<String> detail) {
    trace.add(
        new TraceEntry(
            Instant.EPOCH, role, "w-1", state, event, frame, message, Optional.empty(), detail));
  }

  private Impossible first() {
    var check = new TraceCheck();
    for (int i = 0; i < trace.size(); i++) {
      check.take(new Place("trace", i + 1), trace.get(i));
    }
    assertThat(check.report().isAllowed()).isFalse();
    return check.report().impossible().getFirst();
  }
}
