package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LedgerTest {
  private final Ledger ledger = new Ledger("client");

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  /// A client that was asked for R1.
  private void asked() {
    ledger.commanded("connect", json("{}"));
    ledger.commanded("request", json("{'tag':'R1'}"));
  }

  private void closed() {
    ledger.told(json("{'event':'closed','cause':'ClosedLocally','unwritten':[]}"));
  }

  @Test
  void an_accepted_request_that_never_ends_is_missed() {
    asked();
    ledger.told(json("{'event':'outcome','tag':'R1','outcome':'written'}"));
    closed();

    assertThatThrownBy(ledger::audit)
        .isInstanceOfSatisfying(Bad.class, bad -> assertThat(bad.rules()).contains("HF-7"));
  }

  @Test
  void a_request_that_was_refused_has_no_other_end() {
    asked();
    ledger.told(json("{'event':'outcome','tag':'R1','outcome':'refused','cause':'full'}"));
    closed();

    assertThatCode(ledger::audit).doesNotThrowAnyException();
  }

  @Test
  void nothing_is_told_of_a_tag_that_was_never_sent() {
    asked();

    for (String event :
        List.of(
            "{'event':'outcome','tag':'R2','outcome':'written'}",
            "{'event':'outcome','outcome':'written'}",
            "{'event':'response','tag':'R2','result':'approve'}")) {
      assertThatThrownBy(() -> ledger.told(json(event)))
          .isInstanceOfSatisfying(
              Bad.class, bad -> assertThat(bad.expected()).contains("tag", "sent"));
    }
  }

  @Test
  void each_thread_of_a_burst_has_its_tags() {
    ledger.commanded("connect", json("{}"));
    ledger.commanded("burst", json("{'tags':[['A1','A2'],['B1']]}"));

    assertThatCode(() -> ledger.told(json("{'event':'outcome','tag':'B1','outcome':'written'}")))
        .doesNotThrowAnyException();
  }

  @Test
  void a_request_that_has_ended_is_not_missed() {
    asked();
    ledger.told(json("{'event':'response','tag':'R1','ended':'cancelled'}"));
    ledger.told(json("{'event':'outcome','tag':'R1','outcome':'failed','cause':'cancelled'}"));
    closed();

    assertThatCode(ledger::audit).doesNotThrowAnyException();
  }
}
