package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.demo.Note.Ending;
import dev.handfast.cli.demo.Note.Outcome;
import dev.handfast.cli.demo.Speaker.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final List<Note> notes = new ArrayList<>();

  @Test
  void what_was_written_and_arrived_is_delivered() {
    accepted("a", "b");
    told(Outcome.WRITTEN, "a", "b");
    ended(Verdict.ACCEPTED, Ending.CLOSED);

    Ledger ledger = ledger("a", "b");

    assertThat(ledger).isEqualTo(new Ledger(0, 2, 2, 0, 0, 0, 0, 0, 0, 0));
    assertThat(ledger.isSound()).isTrue();
  }

  @Test
  void what_was_reported_as_failed_or_unknown_is_not_lost() {
    accepted("a", "b");
    told(Outcome.FAILED, "a");
    told(Outcome.UNKNOWN, "b");
    ended(Verdict.REFUSED, Ending.CLOSED);

    Ledger ledger = ledger();

    assertThat(ledger).isEqualTo(new Ledger(0, 2, 0, 1, 1, 0, 0, 0, 0, 0));
    assertThat(ledger.isSound()).isTrue();
  }

  @Test
  void what_nobody_was_told_about_and_never_arrived_is_lost() {
    accepted("a", "b");
    ended(Verdict.ACCEPTED, Ending.LOST);

    Ledger ledger = ledger("b");

    assertThat(ledger.lost()).isEqualTo(1);
    assertThat(ledger.isSound()).isFalse();
  }

  @Test
  void what_was_told_as_written_and_never_arrived_is_lost_where_the_connection_was_closed() {
    accepted("a");
    told(Outcome.WRITTEN, "a");
    ended(Verdict.ACCEPTED, Ending.CLOSED);

    assertThat(ledger().lost()).isEqualTo(1);
  }

  @Test
  void what_was_told_as_written_and_never_arrived_is_lost_where_the_handshake_was_not_accepted() {
    accepted("a");
    told(Outcome.WRITTEN, "a");
    ended(Verdict.REFUSED, Ending.LOST);

    assertThat(ledger().lost()).isEqualTo(1);
  }

  @Test
  void what_was_told_as_written_and_never_arrived_is_unconfirmed_where_the_connection_broke() {
    accepted("a");
    told(Outcome.WRITTEN, "a");
    ended(Verdict.ACCEPTED, Ending.LOST);

    Ledger ledger = ledger();

    assertThat(ledger).isEqualTo(new Ledger(0, 1, 0, 0, 0, 1, 0, 0, 0, 0));
    assertThat(ledger.isSound()).isTrue();
  }

  @Test
  void each_message_that_comes_after_a_later_one_is_reordered() {
    accepted("a", "b", "c", "d");
    ended(Verdict.ACCEPTED, Ending.CLOSED);

    assertThat(ledger("a", "c", "b", "d").reordered()).isEqualTo(1);
    assertThat(ledger("d", "a", "b", "c").reordered()).isEqualTo(3);
    assertThat(ledger("a", "c", "b", "d").isSound()).isFalse();
    assertThat(ledger("a", "b", "c", "d").reordered()).isZero();
  }

  @Test
  void each_further_arrival_of_a_message_is_duplicated_and_counts_as_nothing_else() {
    accepted("a", "b");
    ended(Verdict.ACCEPTED, Ending.CLOSED);

    Ledger ledger = ledger("a", "b", "a", "a");

    assertThat(ledger).isEqualTo(new Ledger(0, 2, 2, 0, 0, 0, 0, 0, 2, 0));
    assertThat(ledger.isSound()).isFalse();
  }

  @Test
  void a_false_report_is_not_sound() {
    accepted("a");
    told(Outcome.FAILED, "a");
    ended(Verdict.ACCEPTED, Ending.CLOSED);

    assertThat(ledger("a").misreported()).as("arrived, told as failed").isEqualTo(1);
    assertThat(ledger("x").misreported()).as("arrived, never accepted").isEqualTo(1);
    accepted("a");
    assertThat(ledger().misreported()).as("two messages with one id").isEqualTo(1);
    assertThat(ledger("a").isSound()).isFalse();
  }

  @Test
  void a_send_that_threw_is_refused_and_not_accepted() {
    notes.add(new Note.Refused(1, "log", "Closed", "no"));

    assertThat(ledger()).isEqualTo(new Ledger(1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void sums_are_taken_field_by_field() {
    var one = new Ledger(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    assertThat(one.plus(one)).isEqualTo(new Ledger(2, 4, 6, 8, 10, 12, 14, 16, 18, 20));
    assertThat(Ledger.EMPTY.plus(one)).isEqualTo(one);
  }

  private void accepted(String... ids) {
    for (String id : ids) {
      notes.add(new Note.Accepted(id, 1, "log", "Ready"));
    }
  }

  private void told(Outcome outcome, String... ids) {
    for (String id : ids) {
      notes.add(new Note.Settled(id, outcome, ""));
    }
  }

  private void ended(Verdict verdict, Ending ending) {
    notes.add(new Note.Judged(verdict));
    notes.add(new Note.Ended(ending, ""));
  }

  private Ledger ledger(String... received) {
    return Ledger.of(notes, List.of(received));
  }
}
