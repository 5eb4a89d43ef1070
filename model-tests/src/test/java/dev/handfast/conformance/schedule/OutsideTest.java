package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.CharArrayWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is outside of the stage may make its threads wait, as a console does to which others write.
@Tag("schedules")
class OutsideTest {
  /// Somebody outside holds the console until a thread of the stage stands and waits for it, and
  /// who gives the turns waits, too, or has gone on to the next thread.
  private static final class Console implements Scenario, Scenario.Play {
    private final CharArrayWriter text = new CharArrayWriter();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final Thread player = Thread.currentThread();
    private @Nullable Stage stage;
    private volatile @Nullable Thread writer;

    @Override
    public String title() {
      return "a console";
    }

    @Override
    public Play on(Stage stage) {
      this.stage = stage;
      return this;
    }

    @Override
    public void race() {
      Thread.ofPlatform().start(this::holdIt);
      await(held);
      stage.thread(
          "writer",
          () -> {
            writer = Thread.currentThread();
            text.append("from the stage");
            order.add("writer");
          });
      stage.thread("other", () -> order.add("other"));
    }

    private void holdIt() {
      synchronized (text) {
        held.countDown();
        while (!isWaitedFor()) {
          Thread.onSpinWait();
        }
        text.append("from outside, ");
      }
    }

    private boolean isWaitedFor() {
      return writer != null
          && writer.getState() == Thread.State.BLOCKED
          && (player.getState() == Thread.State.TIMED_WAITING || !order.isEmpty());
    }

    @Override
    public List<Finding> atRest() {
      return List.of();
    }

    @Override
    public void end() {}

    @Override
    public List<Finding> atEnd() {
      return List.of();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void a_thread_that_waits_for_somebody_outside_keeps_its_turn() {
    var console = new Console();
    Performance performance = Run.of(console, Choices.NONE.chooser(), Meetings.EVERYWHERE);
    assertThat(performance.findings()).isEmpty();
    assertThat(console.text.toString()).isEqualTo("from outside, from the stage");
    assertThat(console.order).containsExactly("writer", "other");
  }
}
