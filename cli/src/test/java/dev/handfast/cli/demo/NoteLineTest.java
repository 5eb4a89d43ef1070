package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.demo.Note.Barrier;
import dev.handfast.cli.demo.Note.Ending;
import dev.handfast.cli.demo.Note.Outcome;
import dev.handfast.cli.demo.Speaker.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteLineTest {
  static Stream<Note> notes() {
    return Stream.of(
        new Note.Reached(Barrier.EARLY),
        new Note.Moved("AwaitingAck"),
        new Note.Accepted("id-1", 7, "log", "Ready"),
        new Note.Refused(8, "log", "Closed", "a \"reason\"\nin two lines →"),
        new Note.Settled("id-1", Outcome.FAILED, "refused: no"),
        new Note.Judged(Verdict.NONE),
        new Note.Ended(Ending.LOST, "gone"));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void a_note_is_one_line_and_comes_back_equal(Note note) {
    String line = NoteLine.of(note);

    assertThat(line).doesNotContain("\n");
    assertThat(NoteLine.read(line)).contains(note);
  }

  @Test
  void the_first_field_tells_which_note_it_is() {
    assertThat(NoteLine.of(new Note.Reached(Barrier.EARLY))).isEqualTo("{\"barrier\":\"early\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Picked up JAVA_TOOL_OPTIONS",
        "{",
        "{}",
        "{\"barrier\":\"somewhere\"}",
        "{\"a\":1}",
        "{\"other\":\"x\"}",
        "{\"accepted\":\"id\"}"
      })
  void whatever_else_a_process_prints_is_no_note(String line) {
    assertThat(NoteLine.read(line)).isEmpty();
  }
}
