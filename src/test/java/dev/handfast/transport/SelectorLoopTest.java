package dev.handfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.driver.Happenings;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who wakes the loop, and who need not.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SelectorLoopTest {
  private final Doorbell selector = new Doorbell();
  private final SelectorLoop loop =
      new SelectorLoop(() -> selector, task -> Thread.ofPlatform().daemon().unstarted(task));
  private final Happenings<String> ran = new Happenings<>();

  @AfterEach
  void end() {
    loop.close();
  }

  @Test
  void a_task_of_another_thread_wakes_a_loop_that_waits_once() {
    selector.awaitWaits(1);

    loop.execute(() -> ran.accept("task"));

    assertRunBeforeTheNextWait("task");
    assertThat(selector.rung).hasValue(1);
  }

  @Test
  void a_task_that_a_ready_channel_leaves_is_run_in_the_same_turn_and_wakes_nobody() {
    selector.becomesReady(
        () -> {
          loop.execute(() -> ran.accept("task"));
          ran.accept("ready");
        });

    assertRunBeforeTheNextWait("ready", "task");
    assertThat(selector.rung).hasValue(0);
  }

  @Test
  void a_task_of_another_thread_wakes_nobody_while_a_channel_is_served() {
    selector.becomesReady(
        () -> {
          Thread other = Thread.ofPlatform().start(() -> loop.execute(() -> ran.accept("task")));
          join(other);
          ran.accept("ready");
        });

    assertRunBeforeTheNextWait("ready", "task");
    assertThat(selector.rung).hasValue(0);
  }

  @Test
  void a_task_that_a_task_leaves_is_run_and_wakes_nobody() {
    selector.awaitWaits(1);
    loop.execute(
        () -> {
          loop.execute(() -> ran.accept("second"));
          ran.accept("first");
        });

    assertRunBeforeTheNextWait("first", "second");
    assertThat(selector.rung).hasValue(1);
  }

  @Test
  void a_loop_whose_thread_cannot_be_started_leaves_no_selector_open() {
    var unused = new Doorbell();

    assertThatThrownBy(() -> new SelectorLoop(() -> unused, task -> new Unstartable()))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(unused.isOpen()).isFalse();
  }

  private void assertRunBeforeTheNextWait(String... inOrder) {
    assertThat(ran.await(inOrder.length)).containsExactly(inOrder);
    selector.awaitWaits(2);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /// A thread for which the system has no room.
  private static final class Unstartable extends Thread {
    @Override
    public void start() {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  /// A selector without channels: it is ready when the test says so, and counts who wakes it.
  private static final class Doorbell extends Selector {
    private final AtomicInteger rung = new AtomicInteger();
    private final Semaphore waits = new Semaphore(0);
    private final Semaphore news = new Semaphore(0);
    private volatile Runnable ready = () -> {};
    private volatile boolean open = true;

    void becomesReady(Runnable served) {
      awaitWaits(1);
      ready = served;
      news.release();
    }

    /// Returns once the loop has begun to wait so many more times.
    void awaitWaits(int times) {
      waits.acquireUninterruptibly(times);
      waits.release(times);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeout) {
      waits.release();
      news.acquireUninterruptibly();
      return selectNow(action);
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) {
      Runnable served = ready;
      ready = () -> {};
      action.accept(new ReadyKey(this, served));
      return 1;
    }

    @Override
    public Selector wakeup() {
      rung.incrementAndGet();
      news.release();
      return this;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public Set<SelectionKey> keys() {
      return Set.of();
    }

    @Override
    public SelectorProvider provider() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int selectNow() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int select(long timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int select() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class ReadyKey extends SelectionKey {
    private final Selector selector;

    ReadyKey(Selector selector, Runnable served) {
      this.selector = selector;
      attach(
          new SelectorLoop.Watcher() {
            @Override
            public void ready(SelectionKey key) {
              served.run();
            }

            @Override
            public void hungUp() {}

            @Override
            public void loopEnds() {}
          });
    }

    @Override
    public Selector selector() {
      return selector;
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public SelectableChannel channel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void cancel() {}

    @Override
    public int interestOps() {
      return 0;
    }

    @Override
    public SelectionKey interestOps(int ops) {
      return this;
    }

    @Override
    public int readyOps() {
      return 0;
    }
  }
}
