package dev.handfast.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TailTest {
  @Test
  void the_last_lines_are_kept_in_order() {
    var tail = new Tail(2);
    assertThat(tail.lines()).isEmpty();

    tail.add("a");
    tail.add("b");
    assertThat(tail.lines()).containsExactly("a", "b");

    tail.add("c");
    assertThat(tail.lines()).containsExactly("b", "c");
  }

  @Test
  void a_long_line_loses_its_end() {
    var tail = new Tail(2);
    tail.add("x".repeat(Tail.LINE_LIMIT));
    tail.add("x".repeat(Tail.LINE_LIMIT + 1));

    assertThat(tail.lines().getFirst()).isEqualTo("x".repeat(Tail.LINE_LIMIT));
    assertThat(tail.lines().getLast()).hasSize(Tail.LINE_LIMIT).endsWith("…");
  }

  @Test
  void no_lines_at_all_are_refused() {
    assertThatThrownBy(() -> new Tail(0)).hasMessageContaining("wanted at least 1");
  }
}
