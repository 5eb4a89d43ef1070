package dev.handfast.message;

/// How many tokens a task has used.
///
/// @param input tokens that the model read, 0 or more
/// @param output tokens that the model wrote, 0 or more
public record Tokens(long input, long output) {

  /// Checks the counts.
  ///
  /// @throws IllegalArgumentException where one is below 0
  public Tokens {
    Counts.check("tokensUsed.input", input);
    Counts.check("tokensUsed.output", output);
  }
}
