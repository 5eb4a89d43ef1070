package dev.handfast.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutletTest {
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> reader = new CompletableFuture<>();
  private final Outlet outlet =
      new Outlet(() -> told.add("looked"), failure -> failures.add(failure.toString()));

  @Test
  void it_tells_in_order_and_one_that_fails_keeps_no_other_back() {
    var _ = outlet.put(() -> told.add("one"));
    var failed =
        outlet.put(
            () -> {
              throw new IllegalStateException("torn");
            });
    var last = outlet.put(() -> told.add("two"));

    assertThat(last.join()).isTrue();
    assertThat(failed).isCompletedWithValue(true);
    assertThat(told).containsExactly("one", "looked", "two", "looked");
    assertThat(failures).containsExactly("java.lang.IllegalStateException: torn");
  }

  @Test
  void where_nobody_reads_nobody_waits_any_more_once_the_patience_is_over() {
    var stuck = outlet.put(reader::join);
    var behind = outlet.put(() -> told.add("behind"));

    outlet.hurry(Duration.ofMillis(1));

    assertThat(List.of(stuck.join(), behind.join())).containsOnly(false);
    assertThat(outlet.put(() -> told.add("later"))).isCompletedWithValue(false);
    var _ = reader.complete(true);
    assertThat(told).doesNotContain("behind", "later");
  }

  @Test
  void without_a_signal_it_waits_and_then_tells_everything() {
    var stuck = outlet.put(reader::join);
    var behind = outlet.put(() -> told.add("behind"));
    outlet.hurry(Duration.ofHours(1)); // as good as none

    var _ = reader.complete(true);

    assertThat(List.of(stuck.join(), behind.join())).containsOnly(true);
    assertThat(told).contains("behind");
  }
}
