package dev.handfast.conformance.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A call is at rest only if it waits for the world.
class BlockingCallsTest {
  /// Of 18,000 rounds one went wrong while a thread's state alone decided.
  private static final int ROUNDS = Boolean.getBoolean("handfast.deep") ? 400_000 : 10_000;

  /// 300 turns of nothing: from before the call goes on until after it has parked again.
  private static final int LONGEST = 300;

  @Test
  void a_call_that_was_let_go_while_it_was_about_to_park_is_not_at_rest() {
    for (int round = 0; round < ROUNDS; round++) {
      var first = new CompletableFuture<String>();
      var second = new CompletableFuture<String>();
      var returned = new CompletableFuture<String>();
      var calls = new BlockingCalls();
      calls.make(() -> returned.complete(first.join() + second.join()));
      first.complete("a");
      for (int left = round % LONGEST; left > 0; left--) {
        Thread.onSpinWait();
      }
      second.complete("b");
      calls.comeToRest();
      assertThat(returned).as("round %d", round).isDone();
    }
  }
}
