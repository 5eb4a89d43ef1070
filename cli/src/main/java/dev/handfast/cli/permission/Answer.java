package dev.handfast.cli.permission;

import dev.handfast.cli.screen.Visible;
import dev.handfast.message.ApprovalSuggestions;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import java.util.Locale;
import java.util.Optional;

/// What a person typed at a question.
sealed interface Answer {

  /// A decision.
  record Given(Decision decision) implements Answer {}

  /// The wish to see everything first.
  record ShowAll() implements Answer {}

  /// Nothing that decides.
  ///
  /// @param complaint what was got and what is wanted; safe for a terminal
  record Unclear(String complaint) implements Answer {}

  /// Reads a typed line; only what is clear decides (HF-23).
  static Answer read(String typed, Confirmation confirmation) {
    String text = typed.strip();
    String[] words = text.split("\\s+", 2);
    if (words[0].equalsIgnoreCase("p")) {
      return pattern(words.length > 1 ? words[1] : "", confirmation);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "a", "approve" -> new Given(Decision.approve());
      case "d", "deny" -> new Given(Decision.deny());
      case "x", "abort" -> new Given(Decision.abort());
      case "s", "show" -> new ShowAll();
      default ->
          new Unclear(
              "got %s, wanted a, d, x, p PATTERN or s"
                  .formatted(text.isEmpty() ? "nothing" : "\"" + Visible.of(text) + "\""));
    };
  }

  private static Answer pattern(String typed, Confirmation confirmation) {
    String call = Patterns.call(confirmation);
    Optional<String> suggested =
        confirmation.approvalSuggestions().map(ApprovalSuggestions::suggestedPattern);
    String pattern = typed.isEmpty() ? suggested.orElse("") : typed;
    if (confirmation.isDangerous()) {
      return new Unclear("no pattern approves what is dangerous: a approves it this once");
    }
    if (pattern.isEmpty()) {
      return new Unclear("got p without a pattern, wanted one that fits this request, as: p ls *");
    }
    return Patterns.fits(pattern, call)
        ? new Given(Decision.approvePattern(pattern))
        : new Unclear(
            "the pattern %s does not fit this request; a star stands for anything but ; & | < > ` $"
                .formatted(Visible.of(pattern)));
  }
}
