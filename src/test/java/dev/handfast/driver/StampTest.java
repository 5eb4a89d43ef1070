package dev.handfast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// Ids are unique per sender, and have the original's form.
final class StampTest {
  @Test
  @Rule("HF-29")
  void ids_never_repeat_though_the_clock_stands_still() {
    var clock = new ManualClock();
    var stamp = new Stamp(clock, -5);
    var ids = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      String id = stamp.id();
      assertThat(id).matches("msg_\\d+_[0-9a-z]+");
      assertThat(ids.add(id)).isTrue();
    }
    clock.advance(Duration.ofMillis(5));
    assertThat(stamp.millis()).isEqualTo(ManualClock.START.toEpochMilli() + 5);
  }
}
