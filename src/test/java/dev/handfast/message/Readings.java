package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.frame.Decoded;
import java.util.Optional;
import java.util.regex.Pattern;

/// A line, read from its bytes and by Jackson.
final class Readings {
  private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");
  private static final Pattern EXPONENT = Pattern.compile("[0-9][eE]");
  private static final MessageReader READER = new MessageReader();

  private Readings() {}

  /// The same message or the same fault, and the same value from the bytes unless it has a rare
  /// form.
  static void assertSame(String text) {
    Decoded.Line line = Lines.of(text);
    Parsed reference = READER.read(line.text());

    assertThat(READER.read(line)).as(text).isEqualTo(reference).hasToString(reference.toString());
    // As a string it also tells the order of fields and the spelling of numbers.
    assertThat(Optional.ofNullable(PlainJson.parse(line.utf8())).map(Node::toString))
        .as(text)
        .isEqualTo(byJackson(line.text()).filter(_ -> !rare(line.text())));
  }

  /// The value as a string, where the text is one.
  private static Optional<String> byJackson(String text) {
    try {
      return Optional.of(JsonText.parse(text).toString());
    } catch (Refusal noValue) {
      return Optional.empty();
    }
  }

  /// Whether a valid JSON text has an exponent or a hexadecimal escape, which are left to Jackson.
  static boolean rare(String json) {
    String simple = json.replace("\\\\", "").replace("\\\"", "");
    return simple.contains("\\u")
        || EXPONENT.matcher(STRINGS.matcher(simple).replaceAll("")).find();
  }
}
