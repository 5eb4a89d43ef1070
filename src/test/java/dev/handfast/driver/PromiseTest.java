package dev.handfast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException;
import dev.handfast.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A promise is kept once, and whoever waits for it may give up without harm.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PromiseTest {
  private static final Duration WAIT = Duration.ofSeconds(3);

  @RegisterExtension final Bench bench = new Bench();
  private final ManualClock clock = new ManualClock();
  private final Promise<String> promise = new Promise<>(clock);

  @Test
  @Rule("HF-5")
  void only_the_first_value_counts() {
    promise.keep("first");
    promise.keep("second");

    assertThat(promise.now()).contains("first");
    assertThat(promise.await()).isEqualTo("first");
    assertThat(promise.isKept()).isTrue();
  }

  @Test
  void a_wait_ends_with_its_limit_and_leaves_no_alarm() {
    Call<Boolean> waiting = bench.call(() -> promise.await(WAIT).isEmpty());
    clock.awaitAlarm(WAIT);
    clock.advance(WAIT);
    assertThat(waiting.result()).isTrue();
    assertThat(clock.alarms()).isZero();
    assertThat(promise.dependents()).isZero();
  }

  @Test
  void a_wait_ends_with_the_value_and_leaves_no_alarm() {
    Call<String> waiting = bench.call(() -> promise.await(WAIT).orElseThrow());
    clock.awaitAlarm(WAIT);
    promise.keep("here");
    assertThat(waiting.result()).isEqualTo("here");
    assertThat(clock.alarms()).isZero();
  }

  // race-catalogue: R20
  @Test
  @Rule("HF-20")
  void an_interrupt_ends_the_wait_and_not_the_promise() {
    Call<Boolean> waiting =
        bench.call(
            () -> {
              assertThatThrownBy(() -> promise.await(WAIT))
                  .isInstanceOf(HandfastException.WaitEnded.class);
              return Thread.interrupted();
            });
    clock.awaitAlarm(WAIT);
    waiting.interrupt();
    assertThat(waiting.result()).isTrue();
    assertThat(clock.alarms()).isZero();
    assertThat(promise.dependents()).isZero();

    promise.keep("still");
    assertThat(promise.await()).isEqualTo("still");
  }

  // race-catalogue: R20
  @Test
  @Rule("HF-20")
  void an_uninterruptible_wait_goes_on_and_keeps_the_interrupt() {
    Call<Boolean> waiting =
        bench.call(
            () -> {
              Thread.currentThread().interrupt();
              assertThat(promise.awaitUninterruptibly()).isEqualTo("late");
              return Thread.interrupted();
            });
    promise.keep("late");
    assertThat(waiting.result()).isTrue();
  }

  // race-catalogue: R20
  @Test
  @Rule("HF-20")
  void an_uninterruptible_wait_with_a_limit_ends_with_it_and_keeps_the_interrupt() {
    Call<Boolean> waiting =
        bench.call(
            () -> {
              Thread.currentThread().interrupt();
              assertThat(promise.awaitUninterruptibly(WAIT)).isEmpty();
              return Thread.interrupted();
            });
    clock.awaitAlarm(WAIT);
    clock.advance(Duration.ofSeconds(1));
    waiting.interrupt();
    clock.awaitAlarm(WAIT.minusSeconds(1));

    clock.advance(WAIT.minusSeconds(1));

    assertThat(waiting.result()).isTrue();
    assertThat(clock.alarms()).isZero();
  }

  @Test
  void on_a_reader_only_what_comes_soon_is_waited_for() {
    var promise = new Promise<String>(new ManualClock());
    ReaderThread.run(
        () -> {
          assertThatThrownBy(promise::await).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(promise::awaitUninterruptibly)
              .isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> promise.await(Duration.ofSeconds(1)))
              .isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> promise.awaitUninterruptibly(Duration.ofSeconds(1)))
              .isInstanceOf(IllegalStateException.class);
          assertThat(promise.await(Duration.ZERO)).isEmpty();
          Thread.startVirtualThread(() -> promise.keep("here"));
          assertThat(promise.awaitSoon()).isEqualTo("here");
          assertThat(promise.await()).isEqualTo("here");
        });
  }
}
