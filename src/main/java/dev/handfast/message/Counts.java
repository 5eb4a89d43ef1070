package dev.handfast.message;

/// The rule for counts: 0 or more.
final class Counts {
  /// The least count.
  static final long LEAST = 0;

  private Counts() {}

  static void check(String name, long count) {
    if (count < LEAST) {
      throw new IllegalArgumentException("%s: got %d, wanted 0 or more".formatted(name, count));
    }
  }
}
