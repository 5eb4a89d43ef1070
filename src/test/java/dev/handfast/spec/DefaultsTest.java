package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.QueueLimit;
import dev.handfast.options.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The defaults that section 7 names are those of the code.
class DefaultsTest {
  @Test
  void the_timers_are_the_code_s() {
    assertThat(cells("timers", "handshake deadline"))
        .hasSize(2)
        .allMatch(seconds(ConnectionOptions.HANDSHAKE_TIMEOUT)::equals);
    assertThat(cells("timers", "ping interval"))
        .containsExactly(seconds(ConnectionOptions.PING_INTERVAL));
    assertThat(cells("timers", "silence limit"))
        .containsExactly(seconds(ConnectionOptions.SILENCE_LIMIT) + ", two ping intervals");
    assertThat(ConnectionOptions.SILENCE_LIMIT)
        .isEqualTo(ConnectionOptions.PING_INTERVAL.multipliedBy(2));
    assertThat(cells("timers", "close deadline"))
        .containsExactly(seconds(ConnectionOptions.DRAIN_DEADLINE));
  }

  @Test
  void the_limits_are_the_code_s() {
    assertThat(cells("limits", "line, handshake not settled"))
        .containsExactly(number(ConnectionOptions.EARLY_FRAME_LIMIT) + " bytes");
    assertThat(cells("limits", "line, after"))
        .containsExactly(number(ConnectionOptions.FRAME_LIMIT) + " bytes");
    assertThat(cells("limits", "queue per connection"))
        .first()
        .asString()
        .startsWith(
            "%s messages and %s bytes"
                .formatted(number(QueueLimit.DEFAULT_MESSAGES), number(QueueLimit.DEFAULT_BYTES)));
    assertThat(cells("limits", "received messages waiting for their handlers, per connection"))
        .containsExactly(number(ConnectionOptions.INBOUND_LIMIT));
  }

  private static List<String> cells(String table, String name) {
    return MarkdownTable.named(table, Spec.read(Spec.protocol())).rows().stream()
        .filter(row -> row.getFirst().equals(name))
        .map(row -> row.get(1))
        .toList();
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
