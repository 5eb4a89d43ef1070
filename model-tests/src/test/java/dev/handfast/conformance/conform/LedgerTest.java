package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void a_request_that_has_ended_is_not_missed() {
    asked();
    ledger.told(json("{'event':'response','tag':'R1','ended':'cancelled'}"));
    ledger.told(json("{'event':'outcome','tag':'R1','outcome':'failed','cause':'cancelled'}"));
    closed();

    assertThatCode(ledger::audit).doesNotThrowAnyException();
  }
}
