package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.screen.Paint;
import dev.handfast.message.StatusReport;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTextTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void a_worker_is_one_line_of_what_there_is_to_know() {
    assertThat(lines(120, 24, busy("readme")))
        .containsExactly(
            "1 running, 0 waiting, 0 of 1 done; Ctrl-C calls all off",
            "readme tool call       0:05 bash       [####......] 12k/340   compiling");
  }

  @Test
  void at_80_columns_there_is_a_bar_and_a_last_line() {
    assertThat(lines(80, 24, busy("readme")).getLast())
        .isEqualTo("readme tool call       0:05 bash       [####......] 12k/340   compiling");
  }

  @Test
  void the_colours_of_a_programs_output_are_left_out_and_what_else_it_sends_is_shown() {
    Row row = busy("readme");
    row.said("\u001b[1;31mred\u001b[m \u001b[2J");

    assertThat(lines(80, 24, row).getLast()).endsWith("12k/340   red <U+001B>[2J");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 20, 40, 79, 80, 81, 200})
  void no_line_reaches_the_last_column_whatever_the_worker_says(int width) {
    Row row = busy("a-name-that-is-longer-than-its-column");
    row.said("日本語 \u001b[31m " + "long ".repeat(80));

    assertThat(new TableText(Paint.COLOUR).lines(List.of(row), width, 24, 6 * SECOND))
        .allSatisfy(
            line -> assertThat(line.columnLength()).isLessThanOrEqualTo(Math.max(1, width - 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 24})
  void there_are_never_more_lines_than_the_terminal_has(int height) {
    Row[] rows = IntStream.range(0, 30).mapToObj(n -> busy("t" + n)).toArray(Row[]::new);

    assertThat(lines(80, height, rows)).hasSizeLessThanOrEqualTo(Math.max(1, height - 1));
  }

  @Test
  void what_does_not_fit_is_counted_and_what_runs_is_shown() {
    Row waits = new Row("waits");
    Row ended = busy("ended");
    ended.started("succeeded", 1, SECOND);

    assertThat(lines(80, 5, ended, waits, busy("runs")))
        .satisfiesExactly(
            head -> assertThat(head).startsWith("1 running, 1 waiting, 1 of 3 done"),
            first -> assertThat(first).startsWith("runs "),
            more -> assertThat(more).isEqualTo("… and 2 more"));
  }

  @Test
  void without_colour_there_is_no_escape_sequence() {
    List<AttributedString> plain =
        new TableText(Paint.PLAIN).lines(List.of(busy("a")), 80, 24, 6 * SECOND);

    assertThat(plain).noneMatch(line -> line.toAnsi().contains("\u001b"));
  }

  @Test
  void what_a_worker_says_cannot_move_the_cursor() {
    Row row = busy("a");
    row.said("\u001b[2J\u0007gone");

    assertThat(lines(120, 24, row).getLast()).contains("<U+001B>[2J<U+0007>gone");
  }

  @Test
  void a_late_word_changes_no_row_that_has_ended() {
    Row row = busy("a");
    row.ended("did it", 3 * SECOND);
    row.said("late");

    assertThat(lines(80, 24, row).getLast()).endsWith("did it");
  }

  private static Row busy(String id) {
    var row = new Row(id);
    row.started("starting", 1, SECOND);
    row.started("running", 1, SECOND);
    row.reported(
        StatusReport.builder()
            .status(WorkerStatus.TOOL_CALL)
            .currentTool("bash")
            .progress(41)
            .tokensUsed(new Tokens(12_345, 340))
            .message("compiling")
            .build());
    return row;
  }

  private static List<String> lines(int width, int height, Row... rows) {
    return new TableText(Paint.PLAIN)
        .lines(List.of(rows), width, height, 6 * SECOND).stream()
            .map(AttributedString::toString)
            .toList();
  }
}
