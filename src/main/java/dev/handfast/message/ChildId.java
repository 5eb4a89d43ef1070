package dev.handfast.message;

/// The rule for a worker's identity: 1 to 256 characters, none of them a control character.
final class ChildId {
  /// 256 characters: enough for a path or a UUID with a prefix, small enough for every log line.
  static final int MAX = 256;

  static final String WANTED = "1 to " + MAX + " characters without control characters";

  private ChildId() {}

  static boolean valid(String childId) {
    return !childId.isEmpty()
        && (childId.length() <= MAX || childId.codePointCount(0, childId.length()) <= MAX)
        && isPrintable(childId);
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static void check(String childId) {
    if (!valid(childId)) {
      throw new IllegalArgumentException(
          "childId: got %s, wanted %s".formatted(Excerpt.quoted(childId), WANTED));
    }
  }
}
