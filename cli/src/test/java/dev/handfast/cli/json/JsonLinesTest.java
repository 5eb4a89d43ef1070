package dev.handfast.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
  private final StringWriter text = new StringWriter();
  private final JsonLines lines = new JsonLines(new PrintWriter(text));

  @Test
  void an_event_is_one_compact_line_that_starts_with_its_name() {
    assertThat(lines.event("joined", to -> to.writeStringProperty("childId", "w-1"))).isTrue();

    assertThat(text.toString()).isEqualTo("{\"event\":\"joined\",\"childId\":\"w-1\"}\n");
  }

  @Test
  void whatever_a_text_holds_the_line_stays_one_and_no_terminal_obeys_it() {
    String evil = "\u001b]0;t\u0007 \u009b31m \u202e \u2028 \n \udb40\udc41 ä";

    lines.write(to -> to.writeStringProperty("text", evil));

    assertThat(text.toString().lines()).hasSize(1);
    assertThat(text.toString())
        .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e", "\u2028", "\udb40")
        .contains("\\u009b31m", "\\udb40\\udc41", " ä");
    assertThat(new JsonMapper().readTree(text.toString()).get("text").asString()).isEqualTo(evil);
  }

  @Test
  void lines_of_many_threads_stay_whole() throws InterruptedException {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writers.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      IntStream.range(0, 200)
                          .forEach(
                              n -> lines.event("tick", to -> to.writeNumberProperty("n", n)))));
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(text.toString().lines())
        .hasSize(8 * 200)
        .allMatch(line -> line.matches("\\{\"event\":\"tick\",\"n\":\\d+}"));
  }

  @Test
  void an_output_that_nobody_reads_any_more_is_told() {
    var broken = new PrintWriter(Writer.nullWriter());
    broken.close();

    assertThat(new JsonLines(broken).event("joined", _ -> {})).isFalse();
  }
}
