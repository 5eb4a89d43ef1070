package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.screen.Paint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Ledger GOOD = new Ledger(0, 20, 10, 10, 0, 0, 0, 0, 0, 0);
  private static final Ledger NAIVE = new Ledger(5, 15, 10, 0, 0, 0, 5, 0, 0, 0);

  @Test
  void a_good_result_says_the_sum_and_what_the_old_client_lost() {
    Demo.Result result = result(GOOD, NAIVE);

    assertThat(result.isGood()).isTrue();
    assertThat(text(result))
        .contains(
            "20 accepted = 10 delivered + 10 failed + 0 unknown + 0 unconfirmed; lost 0.",
            "Before the fix: 5 lost.",
            "w-1 is told for each of 10: handshake refused",
            "refused: 5 sends",
            "lost:    5 sends")
        .doesNotContain("WRONG");
    assertThat(text(result).lines()).allMatch(line -> line.length() <= 100, "fits 100 columns");
  }

  @Test
  void a_lost_message_of_the_new_client_is_a_wrong_result() {
    Demo.Result result = result(new Ledger(0, 20, 19, 0, 0, 0, 1, 0, 0, 0), NAIVE);

    assertThat(result.isGood()).isFalse();
    assertThat(text(result)).contains("WRONG: 20 accepted, 1 lost");
  }

  @Test
  void an_old_client_that_loses_nothing_is_a_wrong_result() {
    Demo.Result result = result(GOOD, GOOD);

    assertThat(result.isGood()).isFalse();
    assertThat(text(result)).contains("WRONG: the client before its fix lost nothing");
  }

  @Test
  void a_sum_that_does_not_add_up_is_a_wrong_result() {
    assertThat(result(new Ledger(0, 20, 19, 0, 0, 0, 0, 0, 0, 0), NAIVE).isGood()).isFalse();
  }

  private static String text(Demo.Result result) {
    return new Report(result, Paint.PLAIN).text();
  }

  private static Demo.Result result(Ledger handfast, Ledger naive) {
    return new Demo.Result(books(handfast), books(naive));
  }

  private static Books books(Ledger ledger) {
    var worker = new Part.Worker("w-1", Part.TURNED_AWAY);
    return new Books(List.of(new Books.Page(worker, ledger, Map.of("handshake refused", 10))));
  }
}
