package dev.handfast.conformance.verdict;

import static dev.handfast.conformance.script.Step.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Of several rules that one fault breaks, the first tells the cause.
class BreachTest {
  private static final Step CONNECTS = new Step.ReadsOn();
  private static final Step SENDS = new Step.Send(Caller.A);

  /// What a faulty client shows: the right account, with changes.
  private static final class Faulty {
    private final List<String> phases;
    private final List<String> frames;
    private final Map<String, String> outcomes;
    private final Map<String, String> requests;
    private final List<String> callbacks;
    private final List<String> reports;

    Faulty(Account right) {
      phases = new ArrayList<>(right.phases());
      frames = new ArrayList<>(right.frames());
      outcomes = new HashMap<>(right.outcomes());
      requests = new HashMap<>(right.requests());
      callbacks = new ArrayList<>(right.callbacks());
      reports = new ArrayList<>(right.reports());
    }

    void standsIn(String phase) {
      phases.set(phases.size() - 1, phase);
    }

    Account of(Account right) {
      return new Account(
          phases,
          right.calls(),
          frames,
          outcomes,
          requests,
          callbacks,
          reports,
          right.counted(),
          right.endless(),
          right.impossible());
    }
  }

  private static String first(Script script, Consumer<Faulty> fault) {
    Account right = ReferenceClient.account(script).withFramesByKind();
    var faulty = new Faulty(right);
    fault.accept(faulty);
    return Breach.of(Deeds.of(script), right, faulty.of(right)).first();
  }

  @Test
  void a_refusal_that_is_ignored_is_a_handshake_that_does_not_end() {
    String rule =
        first(
            Script.of(CONNECTS, says(Word.REFUSE)),
            client -> {
              client.standsIn("AwaitingAck");
              client.frames.remove("end");
              client.callbacks.clear();
            });

    assertThat(rule).isEqualTo("HF-19");
  }

  @Test
  void an_answer_to_another_request_is_a_response_that_does_not_settle_its_own() {
    Step asks = new Step.Ask(Patience.ASK_LONG);
    String rule =
        first(
            Script.of(CONNECTS, asks, asks, says(Word.ACCEPT), says(Word.ANSWER_SECOND)),
            client -> {
              String one = client.requests.get("R1");
              client.requests.put("R1", client.requests.get("R2"));
              client.requests.put("R2", one);
            });

    assertThat(rule).isEqualTo("HF-7");
  }

  @Test
  void an_early_message_that_is_dropped_and_told_by_nobody_has_no_outcome() {
    String rule =
        first(
            Script.of(CONNECTS, SENDS, new Step.Close(Patience.CLOSE_LONG)),
            client -> {
              client.standsIn("Closed");
              client.frames.add("end");
              client.callbacks.add("closed ClosedLocally");
              client.reports.add("ClosedLocally []");
            });

    assertThat(rule).isEqualTo("HF-5");
  }

  @Test
  void an_early_message_that_is_told_written_has_not_waited() {
    String rule = first(Script.of(CONNECTS, SENDS), client -> client.outcomes.put("A1", "written"));

    assertThat(rule).isEqualTo("HF-3");
  }

  private static void complains(Faulty client, String code) {
    client.standsIn("Closed");
    client.frames.addAll(List.of("protocol_error " + code, "end"));
    client.callbacks.clear();
    client.callbacks.add("closed PeerMisbehaved " + code);
  }

  @Test
  void a_complaint_about_a_frame_in_pieces_is_about_the_pieces() {
    Surroundings plain = Surroundings.PLAIN;
    var bytewise = new Surroundings(plain.arrival(), plain.room(), plain.pipe(), 1);
    String rule =
        first(
            Script.of(CONNECTS, says(Word.ACCEPT)).in(bytewise),
            client -> complains(client, "invalid_json"));

    assertThat(rule).isEqualTo("HF-18");
  }

  @Test
  void a_complaint_about_a_right_frame_is_about_that_frame() {
    String rule =
        first(Script.of(CONNECTS, says(Word.ACCEPT)), client -> complains(client, "invalid_value"));

    assertThat(rule).isEqualTo("HF-22");
  }

  @Test
  void what_no_rule_says_is_told_by_its_section_once() {
    assertThat(Rules.headline(Breach.TABLE)).isEqualTo("section 10");
    assertThat(Rules.headline("HF-1")).isEqualTo("HF-1, Nothing before the ack");
  }
}
