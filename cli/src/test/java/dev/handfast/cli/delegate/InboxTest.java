package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.delegate.plan.PoolEvent;
import dev.handfast.cli.screen.Outlet;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Nobody waits for ever for something to be told.
@Timeout(60)
class InboxTest {
  /// 30 s: only what is hung takes so long.
  private static final long HUNG_SECONDS = 30;

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> reader = new CompletableFuture<>();
  private final Inbox inbox =
      new Inbox(new Outlet(() -> {}, failure -> failures.add(failure.toString())));

  @Test
  void who_waits_for_a_telling_that_fails_goes_on() throws Exception {
    var waiting =
        CompletableFuture.runAsync(
            () -> {
              inbox.tellAndWait(
                  () -> {
                    throw new IllegalStateException("torn");
                  });
              inbox.add(new PoolEvent.Begun());
            },
            Thread::startVirtualThread);

    assertThat(inbox.next()).isEqualTo(new PoolEvent.Begun());
    waiting.get(HUNG_SECONDS, TimeUnit.SECONDS);
    assertThat(failures).containsExactly("java.lang.IllegalStateException: torn");
  }

  @Test
  void an_event_overtakes_an_output_that_stands_still_and_at_the_end_nobody_waits()
      throws Exception {
    inbox.tell(reader::join);
    var asking =
        CompletableFuture.runAsync(() -> inbox.tellAndWait(() -> {}), Thread::startVirtualThread);
    var logging = CompletableFuture.runAsync(this::logWithoutEnd, Thread::startVirtualThread);
    inbox.add(new PoolEvent.Begun());

    assertThat(inbox.next()).isEqualTo(new PoolEvent.Begun());
    assertThat(logging).as("waits for room").isNotDone();

    inbox.close();
    asking.get(HUNG_SECONDS, TimeUnit.SECONDS);
    logging.get(HUNG_SECONDS, TimeUnit.SECONDS);
    var _ = reader.complete(true);
  }

  /// One more than there is room for.
  private void logWithoutEnd() {
    for (int line = 0; line <= 1_000; line++) {
      inbox.tellWhenThereIsRoom(() -> {});
    }
  }
}
