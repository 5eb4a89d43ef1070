package dev.handfast.cli.permission;

import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Screen.Mode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A terminal with lines that come and go by, and a question at its bottom while one stands.
///
/// After a question that was withdrawn, the next one comes only after a line was typed: an answer
/// that was half typed must not fall to a question that its author has not read.
public final class LinePrompt implements Prompt {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final Mode mode;
  private final Keyboard keyboard;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable String standing;
  private boolean withdrawn;

  /// @param screen shows lines and questions
  /// @param keyboard gives the answers
  public LinePrompt(Screen screen, Keyboard keyboard) {
    this.out = screen.out();
    this.mode = screen.mode();
    this.keyboard = keyboard;
  }

  /// Shows a line, above the question that stands; any thread.
  ///
  /// @return whether somebody still sees it: false once the output is closed or broken
  public boolean print(String line) {
    lock.lock();
    try {
      if (standing == null) {
        out.println(line);
      } else {
        out.println((mode == Mode.LIVE ? CLEAR_LINE : "\n") + line);
        out.print(standing);
      }
      return !out.checkError(); // which flushes
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String ask(List<String> lines, String question) throws InterruptedException {
    if (!keyboard.forget() && withdrawn) {
      var _ = answer(List.of(), "press Enter for the next question > ");
    }
    withdrawn = false;
    return answer(lines, question);
  }

  private String answer(List<String> lines, String question) throws InterruptedException {
    show(lines, question);
    try {
      String typed = keyboard.line();
      hide("");
      return typed;
    } catch (InterruptedException gone) {
      withdrawn = true;
      hide("\n(withdrawn)\n");
      throw gone;
    } catch (EndOfInput end) {
      hide("\n");
      throw end;
    }
  }

  private void show(List<String> lines, String question) {
    lock.lock();
    try {
      lines.forEach(out::println);
      out.print(question);
      out.flush();
      standing = question;
    } finally {
      lock.unlock();
    }
  }

  private void hide(String after) {
    lock.lock();
    try {
      standing = null;
      out.print(after);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
