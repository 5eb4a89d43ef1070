package dev.handfast.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class PatternTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private static Optional<String> now(long timestamp) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new Pattern()
        .difference("timestamp", json.stringNode("$now"), json.numberNode(timestamp));
  }

  @Test
  void now_is_in_milliseconds_and_no_day_off() {
    long now = System.currentTimeMillis();

    assertThat(now(now)).isEmpty();
    assertThat(now(now / 1_000)).as("seconds").isPresent();
    assertThat(now(now * 1_000)).as("microseconds").isPresent();
    assertThat(now(now - DAY)).isPresent();
    assertThat(now(now + DAY)).isPresent();
  }
}
