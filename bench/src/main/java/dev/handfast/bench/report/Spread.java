package dev.handfast.bench.report;

import java.util.List;

/// The middle of some figures, and how far half of them lie apart.
///
/// @param q1 a quarter of them is at most this
/// @param median half of them is at most this
/// @param q3 three quarters of them are at most this
/// @param most all of them are at most this
/// @param count how many there are
public record Spread(double q1, double median, double q3, double most, int count) {

  /// Of at least one figure.
  public static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    return new Spread(
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted.getLast(),
        sorted.size());
  }

  /// Between the two neighbours, in proportion.
  private static double quantile(List<Double> sorted, double part) {
    double place = part * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
