package dev.handfast.conformance.gate;

import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.script.Shrinkable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Tries orders of what may happen with an implementation in any language, until one of them breaks
/// a promise or the time is up.
///
/// First every order of a few events, shortest first; then long lives at random. What differs from
/// the reference is made short before it is told.
///
/// @param <S> what is lived
public abstract sealed class Gate<S extends Shrinkable<S>> permits ClientGate, ServerGate {
  /// Every third second goes to all orders of few events: what they show is short.
  private static final int SHARE = 3;

  /// 5 fresh processes tell whether a finding depends on luck.
  private static final int AGAIN = 5;

  /// 3 findings that did not show again are no accident: what was lived before must matter.
  private static final int MOST_DOUBTS = 3;

  /// 100 lives: a race that showed once may need some of them to show again.
  private static final int OFTEN = 100;

  /// 10 times as long as what is right ever took: it is wrong, or the machine has stopped.
  private static final int MANY = 10;

  /// 200 ms: a process that has lost its turn has it again.
  private static final Duration LEAST = Duration.ofMillis(200);

  /// 20 s: what is not short by then stays longer than it might be.
  private static final Duration MOST_SHRINKING = Duration.ofSeconds(20);

  private final Runnable restart;
  private final Limits limits;
  private final long began = System.nanoTime();
  private Consumer<Recording> listener = _ -> {};
  private Optional<Finding> unconfirmed = Optional.empty();
  private int doubts;
  private Duration slowest = Duration.ZERO;
  private int length;
  private long words;
  private long drawn;

  /// How long a gate may try, and how it draws.
  ///
  /// @param budget for trying; to make a finding short and to look at it again comes on top: as
  ///   long again, at most [#MOST_SHRINKING], half of it for each; a life that has begun by then is
  ///   lived to its end
  /// @param most lives at most
  /// @param seed draws the same lives each time
  /// @param patience how long what must come may take; only means that something hangs
  public record Limits(Duration budget, long most, long seed, Duration patience) {}

  /// A gate.
  ///
  /// @param restart lets the next life be lived in a process of its own
  Gate(Runnable restart, Limits limits) {
    this.restart = restart;
    this.limits = limits;
  }

  /// The gate for the role that a driver says it has.
  ///
  /// @param stage stays the caller's to close
  public static Gate<?> of(DriverStage stage, Limits limits) {
    return switch (stage.role()) {
      case WORKER -> new ClientGate(stage, limits);
      case ORCHESTRATOR -> new ServerGate(stage, limits);
    };
  }

  /// Tells of each life that went as it should, as it was drawn.
  public void onPassed(Consumer<Recording> listener) {
    this.listener = listener;
  }

  /// How many events there are of whose orders all are tried.
  abstract int events();

  /// All orders of so many of them.
  abstract Stream<S> orders(int length);

  /// A longer life.
  abstract S drawn(SplittableRandom random);

  abstract Trial live(S script, Duration patience);

  abstract Recording recorded(S script);

  /// Tries until something is found that shows again, or the budget is spent.
  ///
  /// @return the first race that showed again in a process of its own; else the first that was
  ///   seen, and did not
  public Optional<Finding> search() {
    return every().or(this::any).or(() -> unconfirmed);
  }

  /// Lives one life again, up to a hundred times, until it goes wrong; empty where it does not.
  public Optional<Finding> replay(S script) {
    for (int time = 0; time < OFTEN; time++) {
      drawn++;
      Trial trial = play(script, limits.patience());
      if (!trial.played().agrees()) {
        return Optional.of(told(script, trial, Duration.ofNanos(spent())));
      }
    }
    return Optional.empty();
  }

  /// What has been tried so far.
  public Coverage coverage() {
    return new Coverage(events(), length, words, drawn, Duration.ofNanos(spent()));
  }

  private long spent() {
    return System.nanoTime() - began;
  }

  private Optional<Finding> every() {
    for (int next = 1; ; next++) {
      Iterator<S> all = orders(next).iterator();
      while (all.hasNext()) {
        if (spent() > limits.budget().toNanos() / SHARE || words >= limits.most() / SHARE) {
          return Optional.empty();
        }
        S script = all.next();
        words++;
        Optional<Finding> found = lived(script);
        if (found.isPresent()) {
          return found;
        }
      }
      length = next;
    }
  }

  private Optional<Finding> any() {
    var random = new SplittableRandom(limits.seed());
    while (spent() < limits.budget().toNanos() && words + drawn < limits.most()) {
      S script = drawn(random);
      drawn++;
      Optional<Finding> found = lived(script);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> lived(S script) {
    Trial trial = play(script, limits.patience());
    if (trial.played().agrees()) {
      listener.accept(recorded(script));
      return Optional.empty();
    }
    Optional<Finding> found = Optional.of(shortest(script, trial));
    if (found.get().again().shown() > 0) {
      return found;
    }
    unconfirmed = unconfirmed.or(() -> found);
    return ++doubts < MOST_DOUBTS ? Optional.empty() : unconfirmed;
  }

  private Finding shortest(S script, Trial first) {
    Duration after = Duration.ofNanos(spent());
    Duration soon = soon();
    long until = System.nanoTime() + share();
    S shortest =
        Shrinkable.shortest(
            script, smaller -> System.nanoTime() < until && !play(smaller, soon).played().agrees());
    if (shortest.equals(script)) {
      return told(script, first, after);
    }
    Trial trial = play(shortest, limits.patience());
    if (trial.played().agrees()) { // slow, or wrong only behind the life before it
      shortest = script;
      trial = first;
    }
    return told(shortest, trial, after);
  }

  /// How long a finding may be made short, and how long it may be looked at again: half of what
  /// comes on top, in nanoseconds.
  private long share() {
    return Math.min(limits.budget().toNanos(), MOST_SHRINKING.toNanos()) / 2;
  }

  /// Looks at it a few times more, once at least.
  private Finding told(S shortest, Trial first, Duration after) {
    long until = System.nanoTime() + share();
    var shown = new ArrayList<Trial>();
    int tried = 0;
    while (tried == 0 || (tried < AGAIN && System.nanoTime() < until)) {
      tried++;
      restart.run();
      Trial again = play(shortest, limits.patience());
      if (!again.played().agrees()) {
        shown.add(again);
      }
    }
    var again = new Finding.Again(shown.size(), tried);
    shown.addFirst(first);
    Trial trial = usual(shown);
    return new Finding(
        recorded(shortest),
        trial.played(),
        trial.rules(),
        words + drawn,
        after,
        again,
        trial.gone());
  }

  /// One that breaks what most of them break, the last of those: where the machine stops for longer
  /// than patience lasts, something else is missing too.
  private static Trial usual(List<Trial> shown) {
    return Collections.max(
        shown.reversed(),
        Comparator.comparingLong(
            one -> shown.stream().filter(each -> each.rules().equals(one.rules())).count()));
  }

  /// How long to wait while a finding is made short: many times as long as it ever took to come to
  /// what was right. What is found so is looked at again with all patience.
  private Duration soon() {
    long wanted = Math.max(LEAST.toNanos(), MANY * slowest.toNanos());
    return Duration.ofNanos(Math.min(wanted, limits.patience().toNanos()));
  }

  private Trial play(S script, Duration patience) {
    Trial trial = live(script, patience);
    slowest = trial.slowest().compareTo(slowest) > 0 ? trial.slowest() : slowest;
    return trial;
  }
}
