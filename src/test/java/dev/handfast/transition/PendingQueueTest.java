package dev.handfast.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.QueueLimit;
import dev.handfast.Rule;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

@Rule("HF-11")
final class PendingQueueTest {
  private static final QueueLimit THREE = new QueueLimit(3, 1_000);
  private static final QueueLimit MANY = new QueueLimit(100_000, 100_000_000);

  @Test
  void a_message_more_than_the_limit_does_not_fit() {
    var two = PendingQueue.empty(THREE).plus(Samples.send(1)).plus(Samples.send(2));

    assertThat(two.fits(Samples.send(3))).isTrue();
    assertThat(two.plus(Samples.send(3)).fits(Samples.send(4))).isFalse();
  }

  @Test
  void a_byte_more_than_the_limit_does_not_fit() {
    Send send = Samples.send(1);

    assertThat(PendingQueue.empty(new QueueLimit(9, send.bytes())).fits(send)).isTrue();
    assertThat(PendingQueue.empty(new QueueLimit(9, send.bytes() - 1L)).fits(send)).isFalse();
  }

  @Test
  void dropping_more_than_there_is_is_refused() {
    var one = PendingQueue.empty(THREE).plus(Samples.send(1));

    assertThatThrownBy(() -> one.drop(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void queues_are_equal_by_what_they_hold_and_not_by_how_it_got_there() {
    var straight = PendingQueue.empty(THREE).plus(Samples.send(2)).plus(Samples.send(3));
    var dropped =
        PendingQueue.empty(THREE)
            .plus(Samples.send(1))
            .plus(Samples.send(2))
            .drop(1)
            .plus(Samples.send(3));

    assertThat(dropped).isEqualTo(straight).hasSameHashCodeAs(straight).hasToString("" + straight);
    assertThat(dropped).isNotEqualTo(straight.drop(1));
    assertThat(straight).isNotEqualTo(PendingQueue.empty(MANY).plus(Samples.send(2)));
    assertThat(straight)
        .isNotEqualTo(PendingQueue.empty(THREE).plus(Samples.send(2)).plus(Samples.send(4)));
  }

  /// Positive numbers append, 0 drops the first, negative ones take a ticket out.
  @Property
  void it_is_a_fifo_that_counts(@ForAll List<Byte> script) {
    PendingQueue queue = PendingQueue.empty(MANY);
    List<Send> model = new ArrayList<>();
    long ticket = 0;
    for (byte order : script) {
      if (order > 0) {
        Send send = Samples.send(ticket++);
        queue = queue.plus(send);
        model.add(send);
      } else if (order == 0 && !model.isEmpty()) {
        queue = queue.drop(1);
        model.removeFirst();
      } else if (!model.isEmpty()) {
        long out = model.get(-order % model.size()).ticket();
        queue = queue.without(out);
        model.removeIf(send -> send.ticket() == out);
      }
      assertThat(queue.toList()).isEqualTo(model);
      assertThat(queue.size()).isEqualTo(model.size());
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
      assertThat(queue.bytes()).isEqualTo(model.stream().mapToLong(Send::bytes).sum());
      for (int count = 0; count <= model.size(); count++) {
        assertThat(queue.first(count)).isEqualTo(model.subList(0, count));
      }
      assertThat(queue.without(ticket)).isSameAs(queue);
    }
  }

  @Test
  void an_append_leaves_the_earlier_queue_as_it_was() {
    var one = PendingQueue.empty(THREE).plus(Samples.send(1));
    var two = one.plus(Samples.send(2));

    assertThat(one.toList()).hasSize(1);
    assertThat(two.toList()).hasSize(2);
  }
}
