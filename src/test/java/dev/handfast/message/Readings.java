package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.frame.Decoded;

/// A line, read from its bytes and by Jackson.
final class Readings {
  private static final MessageReader READER = new MessageReader();

  private Readings() {}

  /// The same message or the same fault, and the same value where the bytes give one.
  static void assertSame(String text) {
    Decoded.Line line = Lines.of(text);
    Parsed reference = READER.read(line.text());

    assertThat(READER.read(line)).as(text).isEqualTo(reference).hasToString(reference.toString());
    Node plain = PlainJson.parse(line.utf8());
    if (plain != null) {
      // As a string it also tells the order of fields and the spelling of numbers.
      assertThat(plain).as(text).hasToString(Json.parse(line.text()).node().toString());
    }
  }
}
