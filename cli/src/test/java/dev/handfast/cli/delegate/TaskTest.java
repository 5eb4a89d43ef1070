package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.cli.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TaskTest {

  @Test
  void the_task_is_all_that_follows_the_first_equals_sign() {
    assertThat(Task.parse("a-1.b=x=y; rm -rf \"$HOME\""))
        .isEqualTo(new Task("a-1.b", "x=y; rm -rf \"$HOME\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no task", "=x", "-a=x", ".a=x", "a..b=x", "a/b=x", "a b=x", "a.=x"})
  void an_id_that_is_not_safe_everywhere_is_refused(String text) {
    assertThatThrownBy(() -> Task.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(touch x)=t",
        "-f=t",
        "--force=t",
        ";rm=t",
        "../x=t",
        "a/../../x=t",
        "a b=t",
        "=t"
      })
  void with_worktrees_an_id_that_is_more_than_a_name_is_refused_before_anything_is_done(
      String task) {
    Command call = Command.handfast("delegate", "--worktrees", task, "--", "true");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).startsWith("handfast: ").contains(task.substring(0, task.indexOf('=')));
  }

  @Test
  void an_id_that_is_refused_cannot_steer_the_terminal() {
    assertThatThrownBy(() -> Task.parse("a\nb=x")).hasMessageContaining("'a<U+000A>b'");
    assertThatThrownBy(() -> Task.parse("a\u001b[31m")).hasMessageContaining("<U+001B>");
  }

  @Test
  void a_task_that_says_nothing_is_refused() {
    assertThatThrownBy(() -> Task.parse("a= ")).hasMessage("the task a says nothing");
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "90s,90000", "5m,300000", "2h,7200000"})
  void times_are_read_as_people_write_them(String text, long millis) {
    assertThat(new Durations().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0s", "-1s", "1d", "1.5s", ""})
  void another_time_is_refused(String text) {
    assertThatThrownBy(() -> new Durations().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("got '" + text + "', wanted");
  }
}
