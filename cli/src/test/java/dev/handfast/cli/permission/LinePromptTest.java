package dev.handfast.cli.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Screen.Mode;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinePromptTest {
  private final PipedOutputStream typing = new PipedOutputStream();
  private final Shown shown = new Shown();
  private final Keyboard keyboard = new Keyboard(piped(typing));
  private final LinePrompt prompt = prompt(Mode.PLAIN);

  @Test
  void lines_and_question_are_shown_and_the_typed_line_is_the_answer() throws Exception {
    FutureTask<String> answer = ask("one", "sure? ");
    shown.await("one\nsure? ");
    type("yes\n");

    assertThat(answer.get()).isEqualTo("yes");
  }

  @Test
  void lines_that_come_while_a_question_stands_are_shown_and_the_question_again() throws Exception {
    FutureTask<String> answer = ask("one", "sure? ");
    shown.await("sure? ");

    assertThat(prompt.print("news")).isTrue();
    type("yes\n");
    answer.get();
    prompt.print("later");

    assertThat(shown.text()).isEqualTo("one\nsure? \nnews\nsure? later\n");
  }

  @Test
  void on_a_terminal_the_question_moves_down_below_such_lines() throws Exception {
    LinePrompt live = prompt(Mode.LIVE);
    var answer = new FutureTask<>(() -> live.ask(List.of(), "sure? "));
    Thread asker = Thread.ofVirtual().start(answer);
    shown.await("sure? ");

    live.print("news");

    assertThat(shown.text()).isEqualTo("sure? \r\u001b[Knews\nsure? ");
    asker.interrupt();
    assertThatThrownBy(answer::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void what_was_typed_before_a_question_is_not_its_answer() throws Exception {
    type("1\n");
    FutureTask<String> answer = ask("one", "sure? ");
    shown.await("sure? ");
    type("2\n3\n");

    assertThat(answer.get()).isEqualTo("2");
    while (!keyboard.forget()) { // until the 3 has come, which nobody asked for
      Thread.onSpinWait();
    }
    FutureTask<String> next = ask("two", "and now? ");
    shown.await("and now? ");
    type("4\n");
    assertThat(next.get()).isEqualTo("4");
  }

  @Test
  void an_answer_to_a_withdrawn_question_does_not_fall_to_the_next_one() throws Exception {
    var first = new FutureTask<>(() -> prompt.ask(List.of(), "harmless? "));
    Thread asker = Thread.ofVirtual().start(first);
    shown.await("harmless? ");
    asker.interrupt();
    assertThatThrownBy(first::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);

    FutureTask<String> second = ask("two", "dangerous? ");
    shown.await("(withdrawn)\npress Enter for the next question > ");
    type("a\n"); // half typed when the question went away
    shown.await("dangerous? ");
    assertThat(second).isNotDone();
    type("d\n");

    assertThat(second.get()).isEqualTo("d");
  }

  @Test
  void the_end_of_input_ends_this_question_and_each_later_one() throws Exception {
    FutureTask<String> first = ask("one", "first? ");
    shown.await("first? ");
    typing.close();

    assertThatThrownBy(first::get).hasCauseInstanceOf(Prompt.EndOfInput.class);
    assertThatThrownBy(() -> prompt.ask(List.of(), "second? "))
        .isInstanceOf(Prompt.EndOfInput.class);
  }

  @Test
  void an_output_that_nobody_sees_any_more_is_told() {
    shown.close();

    assertThat(prompt.print("news")).isFalse();
  }

  private LinePrompt prompt(Mode mode) {
    return new LinePrompt(new Screen(new PrintWriter(shown, true), Paint.PLAIN, mode), keyboard);
  }

  private FutureTask<String> ask(String line, String question) {
    var answer = new FutureTask<>(() -> prompt.ask(List.of(line), question));
    Thread.ofVirtual().start(answer);
    return answer;
  }

  private void type(String text) throws IOException {
    typing.write(text.getBytes(StandardCharsets.UTF_8));
    typing.flush();
  }

  private static PipedInputStream piped(PipedOutputStream typing) {
    try {
      return new PipedInputStream(typing);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// A screen that can be waited for.
  private static final class Shown extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final ReentrantLock changing = new ReentrantLock();
    private final Condition changed = changing.newCondition();
    private boolean closed;

    @Override
    public void write(char[] buffer, int from, int length) throws IOException {
      changing.lock();
      try {
        if (closed) {
          throw new IOException("nobody looks");
        }
        text.append(buffer, from, length);
        changed.signalAll();
      } finally {
        changing.unlock();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      closed = true;
    }

    String text() {
      changing.lock();
      try {
        return text.toString();
      } finally {
        changing.unlock();
      }
    }

    /// Waits until it ends like that.
    void await(String end) throws InterruptedException {
      changing.lock();
      try {
        while (!text.toString().endsWith(end)) {
          changed.await();
        }
      } finally {
        changing.unlock();
      }
    }
  }
}
