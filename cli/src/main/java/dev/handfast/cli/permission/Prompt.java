package dev.handfast.cli.permission;

import java.io.Serial;
import java.util.List;

/// Puts one question to a person.
@FunctionalInterface
public interface Prompt {

  /// Shows the lines and the question, and waits for a line of answer.
  ///
  /// One call at a time. What was typed before the question was shown is not its answer.
  ///
  /// @param lines what the question is about; safe for a terminal
  /// @param question stands before the answer; safe for a terminal and short
  /// @return the line as it was typed, without its end
  /// @throws EndOfInput where no answer can come any more
  /// @throws InterruptedException where the thread is interrupted: the question is taken back
  String ask(List<String> lines, String question) throws InterruptedException;

  /// The input has ended: nobody can answer this question or any later one.
  final class EndOfInput extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /// Without a cause: the end of input is no failure.
    public EndOfInput() {
      super("the input has ended");
    }
  }
}
