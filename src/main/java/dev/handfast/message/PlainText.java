package dev.handfast.message;

import dev.handfast.frame.Words;

/// Finds how far a JSON string is plain: may stand in it as it is, without an escape.
final class PlainText {
  private static final long EACH_QUOTE = Words.each('"');
  private static final long EACH_BACKSLASH = Words.each('\\');

  private PlainText() {}

  /// The index of the first quotation mark, backslash or control character, or the array's length.
  static int end(byte[] utf8, int from) {
    int at = from;
    for (; at <= utf8.length - Long.BYTES; at += Long.BYTES) {
      long word = Words.at(utf8, at);
      long found =
          Words.below(word, ' ')
              | Words.below(word ^ EACH_QUOTE, 1)
              | Words.below(word ^ EACH_BACKSLASH, 1);
      if (found != 0) {
        return at + Words.first(found);
      }
    }
    while (at < utf8.length && plain(utf8[at])) {
      at++;
    }
    return at;
  }

  /// Whether a byte, which is negative outside of ASCII, or a character may stand as it is.
  static boolean plain(int character) {
    return (character < 0 || character >= ' ') && character != '"' && character != '\\';
  }
}
