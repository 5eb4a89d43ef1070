package dev.handfast.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final int SIZE = 8 << 20;

  /// A quarter of the size: more than anything that a test runner leaves meanwhile.
  private static final int CHANCE = SIZE / 4;

  @Test
  void the_heap_is_what_somebody_holds() {
    long before = Memory.heap();
    byte[] held = new byte[SIZE];
    try {
      assertThat(Memory.heap() - before).isBetween((long) SIZE - CHANCE, (long) SIZE + CHANCE);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  @Test
  void direct_buffers_are_counted_beside_it() {
    long before = Memory.direct();
    ByteBuffer held = ByteBuffer.allocateDirect(SIZE);
    try {
      assertThat(Memory.direct() - before).isGreaterThanOrEqualTo(SIZE);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  @Test
  void what_nobody_holds_any_longer_is_not_in_it() {
    long before = Memory.heap();
    assertThat(new byte[SIZE]).hasSize(SIZE);
    assertThat(Memory.heap() - before).isLessThan(CHANCE);
  }
}
