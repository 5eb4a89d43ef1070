package dev.handfast.bench.report;

import java.util.List;

/// The middle of some figures, and how far they lie apart: half of them, or all of a few.
///
/// @param q1 a quarter of them is at most this; of a few it is the least
/// @param median half of them is at most this
/// @param q3 three quarters of them are at most this; of a few it is the greatest
/// @param most all of them are at most this
/// @param count how many there are
public record Spread(double q1, double median, double q3, double most, int count) {

  /// Fewer have no quarters.
  public static final int FEW = 5;

  /// Of at least one figure.
  public static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    boolean few = sorted.size() < FEW;
    return new Spread(
        few ? sorted.getFirst() : quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        few ? sorted.getLast() : quantile(sorted, 0.75),
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
