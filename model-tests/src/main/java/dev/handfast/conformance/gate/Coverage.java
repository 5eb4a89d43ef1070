package dev.handfast.conformance.gate;

import java.time.Duration;

/// What a gate has tried.
///
/// @param events how many kinds of event were put in order
/// @param length up to so many of them, every order was tried
/// @param words how many orders that were
/// @param drawn how many longer lives were drawn at random
/// @param took how long all of it took
public record Coverage(int events, int length, long words, long drawn, Duration took) {
  /// In words.
  public String text() {
    String orders =
        length > 0
            ? "every order of up to %d of %d events, and %d lives of that kind in all"
                .formatted(length, events, words)
            : words + " orders of a few events";
    return "%s; %d longer lives at random; %.1f s"
        .formatted(orders, drawn, took.toMillis() / 1_000.0);
  }

  /// All lives.
  public long lives() {
    return words + drawn;
  }
}
