package dev.handfast.cli.screen;

/// Makes text from somebody else safe for a terminal.
///
/// Whatever could move the cursor, change the title, reorder or hide text (control and format
/// characters, line and paragraph separators, unpaired surrogates) becomes visible as `<U+001B>`.
/// It is applied where text meets the screen, before our own colours are added.
public final class Visible {
  private Visible() {}

  /// The same text with everything invisible made visible.
  public static String of(String text) {
    if (text.codePoints().allMatch(Visible::isHarmless)) {
      return text;
    }
    var visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                visible.appendCodePoint(point);
              } else {
                visible.append("<U+%04X>".formatted(point));
              }
            });
    return visible.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
