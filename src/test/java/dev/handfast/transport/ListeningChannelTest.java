package dev.handfast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A shutdown hook and a try-with-resources close the same listener.
class ListeningChannelTest {
  private static final Duration HUNG = Duration.ofSeconds(20);

  @Test
  void whoever_closes_too_returns_when_the_path_is_free() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var givenBack = new AtomicInteger();
    Bound.Place place =
        () -> {
          begun.countDown();
          Party.await(goOn);
          givenBack.incrementAndGet();
        };
    var sockets = new JdkSockets();
    var loop = new SelectorLoop(sockets::selector, Thread.ofPlatform().daemon()::unstarted);
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var listener =
          new ListeningChannel(
              loop, sockets, new Bound(channel, place), ServerSocketChannel::accept, Party::new);
      Thread first = Thread.ofPlatform().start(listener::close);
      Party.await(begun);
      var freeForSecond = new AtomicInteger();
      Thread second =
          Thread.ofPlatform()
              .start(
                  () -> {
                    listener.close();
                    freeForSecond.set(givenBack.get());
                  });
      long until = System.nanoTime() + HUNG.toNanos();
      while (second.getState() != Thread.State.WAITING
          && second.isAlive()
          && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      goOn.countDown();

      assertThat(first.join(HUNG)).isTrue();
      assertThat(second.join(HUNG)).isTrue();
      assertThat(freeForSecond).hasValue(1);
      assertThat(givenBack).hasValue(1);
    } finally {
      goOn.countDown();
      loop.close();
    }
  }
}
