package dev.handfast.message;

/// Tells valid Unicode from text with half a character in it.
final class Surrogates {
  private Surrogates() {}

  /// Whether each surrogate has its partner, as valid Unicode needs it.
  static boolean paired(String text) {
    int length = text.length();
    for (int at = 0; at < length; at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        if (Character.isLowSurrogate(text.charAt(at))
            || at + 1 == length
            || !Character.isLowSurrogate(text.charAt(at + 1))) {
          return false;
        }
        at++;
      }
    }
    return true;
  }
}
