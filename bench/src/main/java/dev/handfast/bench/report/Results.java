package dev.handfast.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// All samples of a run, what failed in it, and who was left out.
public final class Results {
  /// The contender that everything is compared with.
  public static final String FLOOR = "c";

  private final List<Sample> samples = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();

  /// Nothing yet.
  public Results() {}

  /// Takes one figure.
  public void add(Sample sample) {
    samples.add(sample);
  }

  /// Notes that something could not be measured, in one round.
  public void failed(String what) {
    failures.add(what);
  }

  /// Notes that a contender takes no part, or a part of the plan is not played, and why.
  public void leftOut(String what, String why) {
    leftOut.put(what, why);
  }

  /// What could not be measured.
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /// Who takes no part, and what is not played, and why.
  public Map<String, String> leftOut() {
    return leftOut;
  }

  /// Everything that was measured, in order.
  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  /// Who did this, in the order of the plan.
  public List<String> contenders(String workload) {
    var found = new LinkedHashSet<String>();
    for (Sample sample : samples) {
      if (sample.workload().equals(workload)) {
        found.add(sample.contender());
      }
    }
    return List.copyOf(found);
  }

  /// The points of a curve that were measured, in order.
  public List<Long> points(String workload) {
    return samples.stream()
        .filter(sample -> sample.workload().equals(workload))
        .map(Sample::at)
        .distinct()
        .sorted()
        .toList();
  }

  /// The figure over all rounds.
  public Optional<Spread> spread(String workload, long at, String contender, String metric) {
    return spread(List.copyOf(byRound(workload, at, contender, metric).values()));
  }

  /// The figure over all rounds.
  public Optional<Spread> spread(String workload, String contender, String metric) {
    return spread(workload, 0, contender, metric);
  }

  /// The figure as a multiple of the floor's in the same round.
  public Optional<Spread> timesFloor(String workload, String contender, String metric) {
    return ratio(
        byRound(workload, 0, contender, metric), byRound(floorOf(workload), 0, FLOOR, metric));
  }

  /// The workload whose figure of C's is the floor: in C the thread that asks is the one that
  /// reads, so a caller that waits is compared with its round trip.
  public static String floorOf(String workload) {
    return workload.replaceFirst("^wait", "rtt");
  }

  /// The figure as a multiple of another contender's in the same round.
  public Optional<Spread> times(String workload, String contender, String other, String metric) {
    return ratio(byRound(workload, 0, contender, metric), byRound(workload, 0, other, metric));
  }

  /// The figure at one point of a curve as a multiple of that at another, in the same round.
  public Optional<Spread> times(
      String workload, String contender, String metric, long at, long other) {
    return ratio(
        byRound(workload, at, contender, metric), byRound(workload, other, contender, metric));
  }

  /// The figures of one round of one workload.
  @FunctionalInterface
  interface Round {
    /// What a contender did in it.
    ///
    /// @throws NoSuchElementException where it was not measured
    double of(String contender, String metric);
  }

  /// A figure made of several of the same round, over the rounds that have them all.
  Optional<Spread> combine(String workload, ToDoubleFunction<Round> figure) {
    var figures = new ArrayList<Double>();
    for (int number : samples.stream().map(Sample::round).distinct().toList()) {
      try {
        figures.add(
            figure.applyAsDouble(
                (contender, metric) ->
                    Optional.ofNullable(byRound(workload, 0, contender, metric).get(number))
                        .orElseThrow()));
      } catch (NoSuchElementException _) {
        // not all of them are there
      }
    }
    return spread(figures);
  }

  private Map<Integer, Double> byRound(String workload, long at, String contender, String metric) {
    Predicate<Sample> wanted =
        sample ->
            sample.workload().equals(workload)
                && sample.at() == at
                && sample.contender().equals(contender)
                && sample.metric().equals(metric);
    var found = new TreeMap<Integer, Double>();
    samples.stream().filter(wanted).forEach(sample -> found.put(sample.round(), sample.value()));
    return found;
  }

  /// What was too little for the system's accounts is nothing to compare with.
  private static Optional<Spread> ratio(Map<Integer, Double> above, Map<Integer, Double> below) {
    var ratios = new ArrayList<Double>();
    above.forEach(
        (round, value) -> {
          Double other = below.get(round);
          if (other != null && other != 0) {
            ratios.add(value / other);
          }
        });
    return spread(ratios);
  }

  private static Optional<Spread> spread(List<Double> figures) {
    return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures));
  }
}
