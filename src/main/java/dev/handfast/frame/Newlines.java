package dev.handfast.frame;

/// Finds the byte that ends a line, eight bytes at a time.
final class Newlines {
  static final int NONE = -1;

  private static final long EACH_NEWLINE = Words.each('\n');

  private Newlines() {}

  /// The index of the first newline in `bytes` from `from` (inclusive) to `to` (exclusive).
  static int indexOf(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long found = Words.below(Words.at(bytes, at) ^ EACH_NEWLINE, 1);
      if (found != 0) {
        return at + Words.first(found);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return NONE;
  }
}
