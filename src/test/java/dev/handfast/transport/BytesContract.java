package dev.handfast.transport;

import static dev.handfast.transport.Stage.noise;
import static dev.handfast.transport.Stage.roundTrips;
import static dev.handfast.transport.Stage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.transport.Party.Heard;
import dev.handfast.transport.Party.Then;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// The transport's contract: bytes, back-pressure, pausing, waking.
interface BytesContract {
  Stage stage();

  @Test
  default void bytes_arrive_both_ways() {
    Stage.Pair pair = stage().connect();

    pair.client().send(text("to the server"));
    pair.server().send(text("to the client"));

    assertThat(pair.server().await(13)).isEqualTo(text("to the server"));
    assertThat(pair.client().await(13)).isEqualTo(text("to the client"));
  }

  @Test
  @Rule("HF-4")
  default void many_buffers_arrive_as_one_stream_in_order() {
    Stage.Pair pair = stage().connect();
    byte[] all = noise(stage().tooMuch());

    for (int from = 0; from < all.length; ) {
      int length = Math.min(all.length - from, 1 + (from * 31 & 0xffff));
      pair.client().send(Arrays.copyOfRange(all, from, from + length));
      from += length;
    }

    assertThat(pair.server().await(all.length)).isEqualTo(all);
  }

  @Test
  @Rule("HF-11")
  default void two_ends_that_write_at_once_and_never_wait_both_get_through() {
    Stage.Pair pair = stage().connect();
    byte[] all = noise(stage().tooMuch());

    pair.client().send(all);
    pair.server().send(all);

    assertThat(pair.client().await(all.length)).isEqualTo(all);
    assertThat(pair.server().await(all.length)).isEqualTo(all);
  }

  @Test
  @Rule("HF-11")
  default void a_full_link_takes_less_and_says_when_it_takes_more() {
    Stage.Pair pair = stage().connect(Party.paused(), new Party());
    byte[] all = noise(stage().tooMuch());

    pair.client().send(all);
    pair.client().await(Heard.Full.class);
    assertThat(pair.server().unheard()).noneMatch(Heard.Bytes.class::isInstance);
    pair.server().link().resumeReading();

    assertThat(pair.server().await(all.length)).isEqualTo(all);
    pair.client().await(Heard.Written.class);
  }

  @Test
  @Rule("HF-27")
  default void a_paused_link_delivers_nothing() {
    Stage.Pair paused = stage().connect(Party.paused(), new Party());
    Stage.Pair other = stage().connect();

    paused.client().send(text("held back"));
    paused.client().await(Heard.Written.class);
    roundTrips(other);

    assertThat(paused.server().unheard()).noneMatch(Heard.Bytes.class::isInstance);
    paused.server().link().resumeReading();
    assertThat(paused.server().await(9)).isEqualTo(text("held back"));
  }

  @Test
  @Rule("HF-27")
  default void pausing_while_a_chunk_is_delivered_stops_the_next() {
    Stage.Pair paused =
        stage()
            .connect(
                new Party(
                    (me, news) -> {
                      if (news instanceof Heard.Bytes) {
                        me.link().pauseReading();
                      }
                    }),
                new Party());
    Stage.Pair other = stage().connect();
    byte[] all = noise(stage().tooMuch());

    paused.client().send(all);
    int first = paused.server().await(Heard.Bytes.class).bytes().length;
    roundTrips(other);

    assertThat(first).isLessThanOrEqualTo(SelectorLoop.BUFFER_BYTES);
    assertThat(paused.server().unheard()).noneMatch(Heard.Bytes.class::isInstance);
  }

  @Test
  default void a_paused_link_hears_of_the_end_only_after_the_bytes_before_it() {
    Stage.Pair paused = stage().connect(Party.paused(), new Party());
    Stage.Pair other = stage().connect();

    paused.client().send(text("last words"), Then.CLOSE);
    paused.client().await(Heard.Written.class);
    roundTrips(other);

    assertThat(paused.server().unheard()).containsExactly(new Heard.Opened());
    paused.server().link().resumeReading();
    assertThat(paused.server().awaitAll()).isEqualTo(text("last words"));
  }

  @Test
  default void wakes_in_a_burst_are_merged() {
    CountDownLatch burst = new CountDownLatch(1);
    Stage.Pair pair =
        stage()
            .connect(
                new Party(
                    (_, news) -> {
                      if (news instanceof Heard.Bytes) {
                        Party.await(burst);
                      }
                    }),
                new Party());

    pair.server().link();
    pair.client().send(text("1"));
    pair.server().await(1);
    for (int i = 0; i < 1000; i++) {
      pair.server().link().wake(); // the owner thread is held in the callback
    }
    burst.countDown();
    pair.server().await(Heard.Writable.class);
    pair.client().send(text("2"));

    assertThat(pair.server().await(Heard.class)).isInstanceOf(Heard.Bytes.class);
  }

  @Test
  @Rule("HF-4")
  default void no_wake_is_lost_between_threads() throws Exception {
    Stage.Pair pair = stage().connect();
    int threads = 4;
    int each = 2000;
    CountDownLatch ready = new CountDownLatch(threads);
    List<Thread> senders = new ArrayList<>();

    for (int i = 0; i < threads; i++) {
      senders.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    ready.countDown();
                    Party.await(ready);
                    for (int n = 0; n < each; n++) {
                      pair.client().send(text("z"));
                    }
                  }));
    }

    assertThat(pair.server().await(threads * each)).hasSize(threads * each).containsOnly('z');
    for (Thread sender : senders) {
      sender.join();
    }
  }
}
