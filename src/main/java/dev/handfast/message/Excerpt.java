package dev.handfast.message;

/// Makes a peer's text fit for a log line: short, on one line, and valid Unicode.
final class Excerpt {
  /// 80 characters: one line of a terminal.
  static final int MAX = 80;

  private static final String CUT = "…";

  private Excerpt() {}

  /// The text, cut after [#MAX] characters, with `?` for what does not belong on a log line.
  static String of(String text) {
    StringBuilder shown = new StringBuilder(MAX);
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      int room = MAX - (at < text.length() ? CUT.length() : 0);
      if (shown.length() + Character.charCount(character) > room) {
        return shown.append(CUT).toString();
      }
      shown.appendCodePoint(unfit(character) ? '?' : character);
    }
    return shown.toString();
  }

  /// The text as [#of] shows it, in quotation marks.
  static String quoted(String text) {
    return of('"' + text + '"');
  }

  private static boolean unfit(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
