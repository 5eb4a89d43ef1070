package dev.handfast.conformance.replay;

import java.util.ArrayList;
import java.util.List;

/// A failure that was found once: a token, and the sentence that it shows.
///
/// ```
/// # The sentence, on one line or several.
/// hf1:client:…
/// ```
///
/// @param sentence what must hold
/// @param token what showed that it did not
public record Regression(String sentence, Token token) {

  /// Reads the lines of a file; a token alone is one without a sentence.
  ///
  /// @throws BadToken where there is no token, or it is damaged
  public static Regression parse(List<String> lines) {
    var sentence = new ArrayList<String>();
    var tokens = new ArrayList<String>();
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("#")) {
        sentence.add(text.substring(1).strip());
      } else if (!text.isEmpty()) {
        tokens.add(text);
      }
    }
    if (tokens.size() != 1) {
      throw new BadToken(
          "the file's lines",
          tokens.size() + " tokens",
          "lines that begin with # and one token",
          "write one file for each");
    }
    return new Regression(String.join(" ", sentence), Token.parse(tokens.getFirst()));
  }
}
