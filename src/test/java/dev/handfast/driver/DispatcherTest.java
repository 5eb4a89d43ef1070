package dev.handfast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastEvent;
import dev.handfast.Rule;
import dev.handfast.client.HandfastClient;
import dev.handfast.seam.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Callbacks run one at a time, in order, on a thread that may block.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DispatcherTest {
  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule("HF-4")
  void callbacks_of_many_threads_never_overlap_and_each_threads_stay_in_order() {
    var ran = new Happenings<String>();
    var inside = new AtomicInteger();
    var dispatcher = new Dispatcher("test", Threads.system()::start, () -> {});
    List<Call<Boolean>> callers =
        IntStream.range(0, 4)
            .mapToObj(
                caller ->
                    bench.call(
                        () -> {
                          for (int i = 0; i < 500; i++) {
                            String name = caller + "-" + i;
                            dispatcher.execute(
                                () -> {
                                  assertThat(inside.incrementAndGet()).isOne();
                                  ran.accept(name);
                                  inside.decrementAndGet();
                                });
                          }
                          return true;
                        }))
            .toList();
    callers.forEach(Call::result);

    List<String> all = ran.await(2000);

    for (int caller = 0; caller < 4; caller++) {
      String prefix = caller + "-";
      assertThat(all.stream().filter(name -> name.startsWith(prefix)))
          .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> prefix + i).toList());
    }
  }

  @Test
  void an_interrupt_of_one_callback_does_not_reach_the_next() {
    var ran = new Happenings<Boolean>();
    var dispatcher = new Dispatcher("test", Threads.system()::start, () -> {});
    dispatcher.execute(() -> Thread.currentThread().interrupt());
    dispatcher.execute(() -> ran.accept(Thread.currentThread().isInterrupted()));

    assertThat(ran.await(1)).containsExactly(false);
  }

  @Test
  void where_no_thread_was_to_be_had_the_next_callback_gets_both_run() {
    var ran = new Happenings<String>();
    var attempts = new AtomicInteger();
    var dispatcher =
        new Dispatcher(
            "test",
            (name, task) -> {
              if (attempts.getAndIncrement() == 0) {
                throw new OutOfMemoryError("thrown by a test, on purpose");
              }
              Threads.system().start(name, task);
            },
            () -> {});
    assertThatThrownBy(() -> dispatcher.execute(() -> ran.accept("first")))
        .isInstanceOf(OutOfMemoryError.class);
    dispatcher.execute(() -> ran.accept("second"));

    assertThat(ran.await(2)).containsExactly("first", "second");
  }

  @Test
  void a_callback_that_throws_even_an_error_does_not_stop_the_next() {
    var ran = new Happenings<String>();
    var dispatcher = new Dispatcher("test", Threads.system()::start, () -> {});
    dispatcher.execute(
        () -> {
          throw new AssertionError("thrown by a test's callback, on purpose");
        });
    dispatcher.execute(() -> ran.accept("next"));

    assertThat(ran.await(1)).containsExactly("next");
  }

  @Test
  @Rule("HF-11")
  void pending_counts_what_has_not_ended_and_after_each_is_told() {
    var halt = new Halt();
    var after = new Happenings<Integer>();
    var itself = new Dispatcher[1];
    itself[0] =
        new Dispatcher("test", Threads.system()::start, () -> after.accept(itself[0].pending()));
    itself[0].execute(halt::stand);
    itself[0].execute(() -> {});
    halt.awaitSomebody();
    assertThat(itself[0].pending()).isEqualTo(2);

    halt.letGo();

    assertThat(after.await(2)).containsExactly(1, 0);
  }

  @Test
  @Rule({"HF-11", "HF-20"})
  void a_listener_that_falls_behind_loses_events_is_told_how_many_and_delays_nobody() {
    RawServer server = bench.rawServer();
    var events = new Happenings<HandfastEvent>();
    var release = new Signal();
    HandfastClient client =
        bench.client(
            b ->
                b.onEvent(
                    event -> {
                      release.await();
                      events.accept(event);
                    }));
    RawPeer peer = server.acceptReady();
    for (int i = 0; i < 50; i++) {
      String[] pings = IntStream.range(0, 50).mapToObj(ping -> Wire.ping()).toArray(String[]::new);
      peer.send(pings); // two events each
      peer.expectFrames(50, "pong");
    }
    assertThat(client.counts().framesReceived()).isEqualTo(2501);

    release.give();
    events.await(4000); // room again
    peer.expectNothingYet();

    assertThat(events.await(HandfastEvent.EventsDropped.class).count()).isPositive();
  }

  @Test
  @Rule("HF-4")
  void a_thread_is_given_back_after_a_turn_also_where_more_waits() {
    var turns = new ArrayDeque<Runnable>();
    var ran = new ArrayList<Integer>();
    var dispatcher = new Dispatcher("test", (_, turn) -> turns.add(turn), () -> {});
    for (int i = 0; i < 600; i++) {
      int number = i;
      dispatcher.execute(() -> ran.add(number));
    }

    assertThat(turns).hasSize(1);
    turns.remove().run();
    assertThat(ran).hasSize(256);
    assertThat(dispatcher.pending()).isEqualTo(600 - 256);
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
    assertThat(ran).containsExactlyElementsOf(IntStream.range(0, 600).boxed().toList());
  }
}
