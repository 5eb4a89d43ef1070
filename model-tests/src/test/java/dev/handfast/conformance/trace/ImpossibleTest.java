package dev.handfast.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The shortest traces that break a rule, and what is said of them.
class ImpossibleTest {
  private HandMade trace = HandMade.worker();

  @Test
  void a_message_before_the_ack() {
    trace.goes("Connecting", "AwaitingAck");
    trace.sent("handshake", "h", HandMade.HANDSHAKE);
    trace.sent("log", "m-1", HandMade.LOG);

    assertThat(first().rule()).isEqualTo("HF-1");
    assertThat(first().place().line()).isEqualTo(4);
    assertThat(first().possible())
        .containsExactly(
            "→ Finishing", "→ Closed", "a frame received", "outcome failed of what was not sent");
  }

  @Test
  void ready_without_an_ack() {
    trace.goes("Connecting", "AwaitingAck");
    trace.sent("handshake", "h", HandMade.HANDSHAKE);
    trace.goes("Ready");

    assertThat(first().rule()).isEqualTo("HF-1");
  }

  @Test
  void ready_as_soon_as_the_connection_is_open() {
    trace.goes("Connecting", "Ready");

    assertThat(first().rule()).isEqualTo("HF-1");
  }

  @Test
  void ready_after_a_refusal() {
    trace.goes("Connecting", "AwaitingAck");
    trace.sent("handshake", "h", HandMade.HANDSHAKE);
    trace.received("handshake_ack", "a", "\"accepted\":false,\"requestId\":\"h\"");
    trace.goes("Ready");

    assertThat(first().rule()).isEqualTo("HF-1");
  }

  @Test
  void ready_without_a_handshake() {
    trace.goes("Connecting", "AwaitingAck");
    trace.received("handshake_ack", "a", "\"accepted\":true");
    trace.goes("Ready");

    assertThat(first().rule()).isEqualTo("HF-2");
  }

  @Test
  void two_handshakes() {
    trace.goes("Connecting", "AwaitingAck");
    trace.sent("handshake", "h", HandMade.HANDSHAKE);
    trace.sent("handshake", "h-2", HandMade.HANDSHAKE);

    assertThat(first().rule()).isEqualTo("HF-2");
  }

  @Test
  void an_ack_that_changes_nothing() {
    trace.goes("Connecting", "AwaitingAck");
    trace.sent("handshake", "h", HandMade.HANDSHAKE);
    trace.received("handshake_ack", "a", "\"accepted\":true,\"requestId\":\"h\"");
    trace.received("ping", "p", "");

    assertThat(first().rule()).isEqualTo("HF-6");
    assertThat(first().possible()).containsExactly("→ Ready");
  }

  @Test
  void the_end_of_a_connection_with_a_message_that_has_no_outcome() {
    trace = HandMade.ready();
    trace.sent("log", "m-1", HandMade.LOG);
    trace.goes("Closed");

    assertThat(first().rule()).isEqualTo("HF-5");
  }

  @Test
  void a_message_that_left_and_failed() {
    trace = HandMade.ready();
    trace.sent("log", "m-1", HandMade.LOG);
    trace.outcome("log m-1", "failed");

    assertThat(first().rule()).isEqualTo("HF-5");
  }

  @Test
  void two_messages_whose_outcomes_are_told_the_other_way_round() {
    trace = HandMade.ready();
    trace.sent("log", "m-1", HandMade.LOG);
    trace.sent("log", "m-2", HandMade.LOG);
    trace.outcome("log m-2", "written");

    assertThat(first().rule()).isEqualTo("HF-4");
  }

  @Test
  void a_request_that_is_lost_though_its_message_has_no_outcome() {
    trace.goes("Connecting", "AwaitingAck", "Closed");
    trace.request("q");

    assertThat(first().rule()).isEqualTo("HF-5");
  }

  @Test
  void a_request_that_stays_open_though_its_message_has_failed() {
    trace.goes("Connecting", "AwaitingAck");
    trace.outcome("permission_request q", "failed");
    trace.received("ping", "p", "");

    assertThat(first().rule()).isEqualTo("HF-7");
    assertThat(first().possible()).containsExactly("request q ends");
  }

  @Test
  void a_second_ack_that_nobody_ignores() {
    trace = HandMade.ready();
    trace.received("handshake_ack", "a-2", "\"accepted\":true,\"requestId\":\"h\"");
    trace.sent("log", "m-1", HandMade.LOG);

    assertThat(first().rule()).isEqualTo("HF-6");
  }

  @Test
  void a_pong_that_nobody_asked_for() {
    trace = HandMade.ready();
    trace.sent("pong", "p", "");

    assertThat(first().rule()).isEqualTo("HF-9");
  }

  @Test
  void a_message_after_the_end() {
    trace = HandMade.ready();
    trace.goes("Closed");
    trace.ended();
    trace.sent("log", "m-1", HandMade.LOG);

    assertThat(first().rule()).isEqualTo("HF-10");
  }

  @Test
  void a_ping_to_a_peer_that_speaks_the_original_protocol() {
    trace = HandMade.ready();
    trace.sent("ping", "p", "");

    assertThat(first().rule()).isEqualTo("HF-26");
  }

  @Test
  void a_close_that_leaves_a_request_open() {
    trace = HandMade.registered();
    trace.received("permission_request", "q", HandMade.ASK);
    trace.goes("HalfClosed");

    assertThat(first().rule()).isEqualTo("HF-33");
  }

  @Test
  void an_end_of_our_direction_before_everything_open_is_answered() {
    trace = HandMade.registered();
    trace.received("permission_request", "q", HandMade.ASK);
    trace.received("permission_request", "q-2", HandMade.ASK);
    trace.goes("Draining");
    trace.sent("permission_response", "o-1", "\"requestId\":\"q\",\"result\":\"deny\"");
    trace.outcome("permission_response o-1", "written");
    trace.goes("HalfClosed");

    assertThat(first().rule()).isEqualTo("HF-33");
    assertThat(first().message()).contains("q-2");
  }

  @Test
  void an_answer_to_a_request_that_came_after_the_close() {
    trace = HandMade.registered();
    trace.goes("Draining");
    trace.received("permission_request", "q", HandMade.ASK);
    trace.sent("permission_response", "o-1", "\"requestId\":\"q\",\"result\":\"approve\"");

    assertThat(first().rule()).isEqualTo("HF-7");
  }

  @Test
  void what_is_said_names_place_side_state_rule_and_what_would_have_been_possible() {
    trace = HandMade.ready();
    trace.sent("pong", "p", "");

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

  private Impossible first() {
    TraceCheck.Report report = trace.checkedBy(new TraceCheck());
    assertThat(report.isAllowed()).isFalse();
    return report.impossible().getFirst();
  }
}
