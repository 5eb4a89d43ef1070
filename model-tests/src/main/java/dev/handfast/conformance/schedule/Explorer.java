package dev.handfast.conformance.schedule;

import dev.handfast.conformance.script.Shrinkable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Plays the schedules of one scenario until one goes wrong, or enough were played.
public final class Explorer {
  /// 20 runs: class initialisers run once, and are no part of what is explored.
  private static final int WARM_UP = 20;

  private final Scenario scenario;
  private final Predicate<Finding> wanted;
  private final Meetings meetings = new Meetings();
  private long until = Long.MAX_VALUE;
  private long schedules;
  private long whole;
  private int moments;
  private int threads;

  /// Looks for anything that goes wrong.
  public Explorer(Scenario scenario) {
    this(scenario, _ -> true);
  }

  /// Looks for one way to go wrong; plays the scenario a few times first, so that every class is
  /// initialised.
  public Explorer(Scenario scenario, Predicate<Finding> wanted) {
    this.scenario = scenario;
    this.wanted = wanted;
    for (int i = 0; i < WARM_UP; i++) {
      moments = Math.max(moments, Run.of(scenario, Choices.NONE.chooser(), meetings).moments());
    }
  }

  /// The searches that follow end after this time, done or not.
  public Explorer within(Duration time) {
    until = System.nanoTime() + time.toNanos();
    return this;
  }

  private boolean goesOn(long most) {
    return schedules < most && (until == Long.MAX_VALUE || System.nanoTime() < until);
  }

  /// Every schedule in which at most so many threads lose their turn though they could go on, up to
  /// the order of steps that commute; those with fewer first.
  ///
  /// @param bound how many
  /// @param most how many schedules are played at most
  public Outcome exhaust(int bound, long most) {
    return exhaust(bound, Reduction.EQUAL_STATES, most);
  }

  /// Every schedule, whoever loses a turn and how often, up to the order of steps that commute.
  ///
  /// @param most how many schedules are played at most
  public Outcome exhaust(long most) {
    return exhaustOnly(Outcome.UNBOUNDED, Reduction.EQUAL_STATES, most);
  }

  Outcome exhaust(int bound, Reduction reduction, long most) {
    forgetCounts();
    Outcome outcome = exhaustOne(0, reduction, most);
    for (int bounded = 1; bounded <= bound && isDone(outcome, bounded - 1); bounded++) {
      outcome = exhaustOne(bounded, reduction, most);
    }
    return outcome;
  }

  Outcome exhaustOnly(int bound, Reduction reduction, long most) {
    forgetCounts();
    return exhaustOne(bound, reduction, most);
  }

  private void forgetCounts() {
    schedules = 0;
    whole = 0;
  }

  private static boolean isDone(Outcome outcome, int bound) {
    return outcome.failure().isEmpty() && outcome.exhausted() == bound;
  }

  private Outcome exhaustOne(int bound, Reduction reduction, long most) {
    var search = new Bounded(bound, reduction);
    boolean more = true;
    while (more && goesOn(most)) {
      int known = meetings.size();
      Performance performance = perform(search);
      if (isWanted(performance)) {
        return outcome(below(bound), Optional.of(failure(performance)));
      }
      if (meetings.size() > known) {
        search = new Bounded(bound, reduction); // there are more places than it thought
      } else {
        more = search.advance();
      }
    }
    return outcome(more ? below(bound) : bound, Optional.empty());
  }

  private static int below(int bound) {
    return bound == Outcome.UNBOUNDED ? -1 : bound - 1;
  }

  /// So many schedules, drawn by the strategies in turn.
  ///
  /// @param seed the same seed draws the same schedules
  public Outcome draw(List<Strategy> strategies, long seed, long most) {
    var random = new SplittableRandom(seed);
    forgetCounts();
    while (goesOn(most)) {
      Strategy strategy = strategies.get((int) (schedules % strategies.size()));
      Performance performance = perform(strategy.chooser(random.split(), moments));
      if (isWanted(performance)) {
        return outcome(-1, Optional.of(failure(performance)));
      }
    }
    return outcome(-1, Optional.empty());
  }

  /// Plays one schedule again; empty where nothing goes wrong in it.
  public Optional<Failure> replay(Choices choices) {
    Performance performance = play(choices);
    return isWanted(performance) ? Optional.of(new Failure(1, performance)) : Optional.empty();
  }

  private Performance perform(Chooser chooser) {
    schedules++;
    Performance performance =
        Run.of(
            scenario,
            new Chooser() {
              @Override
              public int choose(Moment moment) {
                threads = Math.max(threads, moment.able().size());
                return chooser.choose(moment);
              }

              @Override
              public boolean asksForPast() {
                return chooser.asksForPast();
              }
            },
            meetings);
    moments = Math.max(moments, performance.moments());
    whole += performance.whole() ? 1 : 0;
    return performance;
  }

  private Performance play(Choices choices) {
    return Run.of(scenario, choices.chooser(), Meetings.EVERYWHERE);
  }

  private boolean isWanted(Performance performance) {
    return performance.findings().stream().anyMatch(wanted);
  }

  private Failure failure(Performance found) {
    Choices shortest = Shrinkable.shortest(found.choices(), choices -> isWanted(play(choices)));
    return new Failure(schedules, play(shortest));
  }

  private Outcome outcome(int exhausted, Optional<Failure> failure) {
    return new Outcome(schedules, whole, exhausted, moments, threads, failure);
  }

  @Override
  public String toString() {
    return scenario.title();
  }
}
