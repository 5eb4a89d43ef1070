package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.client.DrainReport.Undelivered;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainReportTest {
  private static final CloseCause CAUSE = new CloseCause.DrainTimedOut();

  @Test
  void one_message_was_and_two_messages_were() {
    assertThat(of(1).summary())
        .isEqualTo("1 message was not delivered (%s): log m-1".formatted(CAUSE.summary()));
    assertThat(of(2).summary()).startsWith("2 messages were not delivered").endsWith("log m-2");
  }

  @Test
  void the_first_five_are_named() {
    assertThat(of(5).summary()).endsWith("log m-5");
    assertThat(of(6).summary()).endsWith("log m-5, …");
  }

  private static DrainReport of(int count) {
    var why = new Delivery.Failed(new FailureCause.ConnectionEnded(CAUSE));
    List<Undelivered> undelivered =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> new Undelivered("m-" + number, "log", why))
            .toList();
    return new DrainReport(CAUSE, undelivered);
  }
}
