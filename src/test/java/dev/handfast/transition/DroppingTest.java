package dev.handfast.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.QueueLimit;
import dev.handfast.Rule;
import dev.handfast.frame.EncodedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// The oldest messages that may be dropped make room: in order, no more than needed, all or none.
final class DroppingTest {
  private static final QueueLimit THREE = new QueueLimit(3, 1_000);

  @Test
  @Rule("HF-32")
  void before_the_ack_the_oldest_line_makes_room_and_is_told() {
    var walk = new Walk(THREE);
    walk.on(send(Samples.send(1)), send(Samples.loose(2)), send(Samples.loose(3)));

    walk.on(send(Samples.pressing(4)));

    assertThat(walk.last()).containsExactly(dropped(2));
    walk.on(new ClientEvent.Started(), new Opened(), Samples.accepted(ClientEvent.PeerKind.PLAIN));
    assertThat(walk.last())
        .filteredOn(CommonEffect.Transmit.class::isInstance)
        .extracting(effect -> ((CommonEffect.Transmit) effect).send().ticket())
        .containsExactly(1L, 3L, 4L);
  }

  @Test
  @Rule("HF-32")
  void a_message_that_has_begun_to_leave_is_passed_over() {
    Walk walk = ready();
    walk.on(send(Samples.loose(1)), send(Samples.loose(2)), send(Samples.loose(3)));
    walk.on(new Wrote(0, Outbox.Head.PARTLY));

    walk.on(send(Samples.pressing(4)));

    assertThat(walk.last())
        .containsExactly(
            new Withdraw(2), dropped(2), new CommonEffect.Transmit(Samples.pressing(4)));
  }

  @Test
  @Rule("HF-32")
  void a_message_that_drops_none_finds_no_room_as_before() {
    Walk walk = ready();
    walk.on(send(Samples.loose(1)), send(Samples.loose(2)), send(Samples.loose(3)));
    ClientState full = walk.state();

    walk.on(send(Samples.send(4)));

    assertThat(walk.last()).containsExactly(new CommonEffect.Refuse(4, new Refusal.Full(THREE)));
    assertThat(walk.state()).isEqualTo(full);
  }

  @Test
  @Rule({"HF-11", "HF-32"})
  void nothing_is_dropped_for_a_request_while_too_many_are_open() {
    Walk walk = ready();
    for (long ticket = 1; ticket <= 3; ticket++) {
      walk.on(new ClientEvent.RequestMade(Samples.ask(ticket)));
    }
    walk.on(new Wrote(3, Outbox.Head.UNTOUCHED));
    walk.on(send(Samples.loose(4)), send(Samples.loose(5)), send(Samples.loose(6)));
    ClientState full = walk.state();

    walk.on(new ClientEvent.RequestMade(new Ask("r-7", Samples.LONG, Samples.pressing(7))));

    assertThat(walk.last()).containsExactly(new CommonEffect.Refuse(7, new Refusal.Full(THREE)));
    assertThat(walk.state()).isEqualTo(full);
  }

  /// Even sizes may be dropped, odd ones not; the plain way to say what admission does.
  @Property
  @Rule("HF-32")
  void a_queue_gives_up_the_oldest_no_more_than_needed_and_all_or_none(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 40) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 120) int size,
      @ForAll @IntRange(min = 0, max = 1) int begun,
      @ForAll @IntRange(max = 12) int passedOn) {
    var limit = new QueueLimit(Math.max(1, sizes.size()), 200);
    List<Send> all =
        IntStream.range(0, sizes.size()).mapToObj(i -> sized(i, sizes.get(i))).toList();
    PendingQueue queue = PendingQueue.empty(limit).plus(sized(99, 1));
    for (int i = 0; i < all.size(); i++) {
      queue =
          i == Math.min(passedOn, all.size() - 1)
              ? queue.drop(1).plus(all.get(i))
              : queue.plus(all.get(i));
    }
    queue = all.isEmpty() ? PendingQueue.empty(limit) : queue;
    Send send = sized(100, size);

    Admission admission = queue.admit(send, Math.min(begun, all.size()));

    var kept = new ArrayList<>(all);
    var gone = new ArrayList<Send>();
    for (Send each : all.subList(Math.min(begun, all.size()), all.size())) {
      if (!fits(limit, kept, send) && each.loss() == Send.Loss.HARMLESS) {
        kept.remove(each);
        gone.add(each);
      }
    }
    if (fits(limit, kept, send)) {
      kept.add(send);
      PendingQueue wanted = PendingQueue.empty(limit);
      for (Send each : kept) {
        wanted = wanted.plus(each);
      }
      assertThat(admission).isEqualTo(new Admission.Taken(wanted, gone));
    } else {
      assertThat(admission).isEqualTo(new Admission.Full());
    }
  }

  private static boolean fits(QueueLimit limit, List<Send> queue, Send send) {
    return queue.size() < limit.messages()
        && queue.stream().mapToInt(Send::bytes).sum() + send.bytes() <= limit.bytes();
  }

  private static Send sized(long ticket, int size) {
    return new Send(
        ticket,
        EncodedFrame.ofText("x".repeat(size)),
        size % 2 == 0 ? Send.Loss.HARMLESS : Send.Loss.FORBIDDEN,
        Send.WhenFull.DROPS_OLDEST);
  }

  private static Walk ready() {
    var walk = new Walk(THREE);
    walk.on(new ClientEvent.Started(), new Opened(), Samples.accepted(ClientEvent.PeerKind.PLAIN));
    return walk;
  }

  private static ClientEvent send(Send send) {
    return new SendRequested(send);
  }

  private static Settle dropped(long ticket) {
    return new Settle(ticket, new Delivery.Failed(new FailureCause.Dropped()));
  }
}
