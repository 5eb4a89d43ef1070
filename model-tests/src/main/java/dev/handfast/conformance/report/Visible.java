package dev.handfast.conformance.report;

/// Makes text from somebody else harmless to read: what nobody would see, and what would reorder or
/// hide the rest, stands there as `<U+202E>`. What is left may stand in any document.
final class Visible {
  private Visible() {}

  /// The same text on its lines.
  static String text(String text) {
    return of(text, true);
  }

  /// The same text on one line.
  static String line(String text) {
    return of(text, false);
  }

  private static String of(String text, boolean mayHaveLines) {
    if (text.codePoints().allMatch(point -> isHarmless(point, mayHaveLines))) {
      return text;
    }
    var visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point, mayHaveLines)) {
                visible.appendCodePoint(point);
              } else {
                visible.append("<U+%04X>".formatted(point));
              }
            });
    return visible.toString();
  }

  private static boolean isHarmless(int point, boolean mayHaveLines) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> mayHaveLines && (point == '\n' || point == '\t');
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
