package dev.handfast.cli.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
  private final Patterns patterns = new Patterns();

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "touch *!touch x!true",
        "touch *!touch x y!true",
        "touch *!touch!false",
        "touch *!Touch x!false",
        "touch *!sudo touch x!false",
        "*!anything goes!true",
        "touch x!touch x!true",
        "touch x!touch x y!false",
        "git * --stat!git log -p --stat!true",
        "git * --stat!git log --stat -p!false",
        "a*b*c!a1b2c!true",
        "a*b*c!acb!false",
        "a*a!a!false",
        "*ab*ab*!abab!true",
        "touch *!touch x; rm -rf /!false",
        "touch *!touch x && rm y!false",
        "touch *!touch x | sh!false",
        "touch *!touch $(rm y)!false",
        "touch *!touch `rm y`!false",
        "touch *!touch x > y!false",
        "make * | tee *!make all | tee log!true",
        "make * | tee *!make all; rm x | tee log!false",
        "touch .!touch x!false"
      })
  void a_star_stands_for_anything_that_cannot_start_another_command(
      String pattern, String call, boolean fits) {
    assertThat(Patterns.fits(pattern, call)).isEqualTo(fits);
  }

  @Test
  void a_star_does_not_reach_over_the_end_of_a_line() {
    assertThat(Patterns.fits("touch *", "touch x\nrm y")).isFalse();
    assertThat(Patterns.fits("touch *", "touch x\rrm y")).isFalse();
  }

  @Test
  void no_pattern_takes_long_whatever_a_worker_suggests() {
    String pattern = "*a".repeat(50) + "*b";
    String call = "a".repeat(200_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(Patterns.fits(pattern, call)).isFalse());
  }

  @Test
  void a_remembered_pattern_covers_the_same_tool_only_and_nothing_dangerous() {
    patterns.remember("bash", "touch *");

    assertThat(patterns.covering(Requests.bash("touch y").confirmation())).contains("touch *");
    assertThat(patterns.covering(Requests.bash("rm y").confirmation())).isEmpty();
    assertThat(patterns.covering(Requests.confirmation("ssh", "touch y").build())).isEmpty();
    assertThat(patterns.covering(Requests.dangerous("touch y").confirmation())).isEmpty();
  }

  @Test
  void what_is_compared_is_the_command_or_the_only_text_and_else_the_whole_input() {
    assertThat(call("ls")).isEqualTo("ls");
    assertThat(call(Map.of("path", "a"))).isEqualTo("a");
    assertThat(Patterns.call(confirmation(Json.parse("{\"cwd\":\"/\",\"command\":\"ls\"}"))))
        .isEqualTo("ls");
    assertThat(Patterns.call(confirmation(Json.parse("{\"a\":\"x\",\"b\":\"y\"}"))))
        .isEqualTo("{\"a\":\"x\",\"b\":\"y\"}");
    assertThat(call(List.of("ls"))).isEqualTo("[\"ls\"]");
    assertThat(call(Map.of())).isEqualTo("{}");
    assertThat(call(Map.of("n", 1))).isEqualTo("{\"n\":1}");
  }

  private static String call(Object input) {
    return Patterns.call(confirmation(Json.of(input)));
  }

  private static Confirmation confirmation(Json input) {
    return Confirmation.builder().toolName("t").input(input).isDangerous(false).build();
  }
}
