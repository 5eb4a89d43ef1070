package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.demo.Moment.What;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Screen.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineTimeLineTest {
  private static final String ESCAPE = "\u001b";

  private final StringWriter text = new StringWriter();
  private long nanos;

  @Test
  void in_a_file_each_moment_is_a_plain_line_and_tallies_are_none() {
    show(timeLine(Paint.PLAIN, Mode.PLAIN), List.of("w-1", "w-2"));

    assertThat(text.toString())
        .isEqualTo(
            """
            A title

              1.500  w-2   Ready         → log  #1 hello

            """);
  }

  @Test
  void on_a_terminal_a_table_of_all_workers_is_drawn_again_below_each_line() {
    show(timeLine(Paint.PLAIN, Mode.LIVE), List.of("w-1", "w-2"));

    String rule = "─".repeat(60) + "\n";
    String first = "         w-1   starting\n";
    String second = "         w-2   Ready         sends returned %3d   arrived %3d\n";
    String erase = ESCAPE + "[3A" + ESCAPE + "[J";
    assertThat(text.toString())
        .isEqualTo(
            "A title\n\n"
                + (rule + first + "         w-2   starting\n")
                + (erase + "  1.500  w-2   Ready         → log  #1 hello\n")
                + (rule + first + second.formatted(1, 1))
                + (erase + rule + first + second.formatted(2, 1))
                + "\n");
  }

  @Test
  void a_table_that_may_not_fit_on_the_terminal_is_not_drawn() {
    List<String> many = IntStream.rangeClosed(1, 17).mapToObj(number -> "w-" + number).toList();

    show(timeLine(Paint.PLAIN, Mode.LIVE), many);

    assertThat(text.toString()).doesNotContain(ESCAPE);
  }

  @Test
  void colours_are_used_only_where_they_are_wanted() {
    show(timeLine(Paint.COLOUR, Mode.PLAIN), List.of("w-1", "w-2"));

    assertThat(text.toString()).contains(ESCAPE + "[33mw-2  " + ESCAPE + "[0m");
  }

  private LineTimeLine timeLine(Paint paint, Mode mode) {
    return new LineTimeLine(new Screen(new PrintWriter(text), paint, mode), () -> nanos);
  }

  private void show(TimeLine timeLine, List<String> cast) {
    timeLine.begin("act", "A title", cast);
    nanos = 1_500_000_000L;
    timeLine.show(new Moment("w-2", "Ready", 1, 1, What.ARRIVED, "→ log  #1 hello"));
    timeLine.show(new Moment("w-2", "Ready", 2, 1, What.TALLY, ""));
    timeLine.end();
    timeLine.end();
  }
}
