package dev.handfast.conformance.gate;

import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Shrinkable;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.SplittableRandom;

/// Tries orders of connect, handshake, send, request, close and faults with a client in any
/// language, over a real socket, until one of them breaks a promise or the time is up.
///
/// First every order of a few events, shortest first; then long lives at random. What differs from
/// the reference is made short before it is told.
public final class ClientGate {
  /// Every third second goes to all orders of few events: what they show is short.
  private static final int SHARE = 3;

  /// 5 fresh processes tell whether a finding depends on luck.
  private static final int AGAIN = 5;

  /// 3 findings that did not show again are no accident: what was lived before must matter.
  private static final int MOST_DOUBTS = 3;

  /// 10 times as long as what is right ever took: it is wrong, or the machine has stopped.
  private static final int MANY = 10;

  /// 200 ms: a process that has lost its turn has it again.
  private static final Duration LEAST = Duration.ofMillis(200);

  private final DriverStage stage;
  private final Limits limits;
  private final long began = System.nanoTime();
  private Optional<Finding> unconfirmed = Optional.empty();
  private int doubts;
  private Duration slowest = Duration.ZERO;
  private int length;
  private long words;
  private long drawn;

  /// How long a gate may try, and how it draws.
  ///
  /// @param budget in all; making a finding short comes on top
  /// @param most lives at most
  /// @param seed draws the same lives each time
  /// @param patience how long what must come may take; only means that something hangs
  public record Limits(Duration budget, long most, long seed, Duration patience) {}

  /// A gate for the client on a stage, which stays the caller's to close.
  public ClientGate(DriverStage stage, Limits limits) {
    this.stage = stage;
    this.limits = limits;
  }

  /// Tries until something is found that shows again, or the budget is spent.
  ///
  /// @return the first race that showed again in a process of its own; else the first that was
  ///   seen, and did not
  public Optional<Finding> search() {
    return every().or(this::any).or(() -> unconfirmed);
  }

  /// What has been tried so far.
  public Coverage coverage() {
    return new Coverage(
        Alphabet.size(stage.hello().features()), length, words, drawn, Duration.ofNanos(spent()));
  }

  private long spent() {
    return System.nanoTime() - began;
  }

  private Optional<Finding> every() {
    for (int next = 1; ; next++) {
      Iterator<Script> all = Alphabet.words(next, stage.hello().features()).iterator();
      while (all.hasNext()) {
        if (spent() > limits.budget().toNanos() / SHARE || words >= limits.most() / SHARE) {
          return Optional.empty();
        }
        Script script = all.next();
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
      Script script = drawn(random);
      drawn++;
      Optional<Finding> found = lived(script);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> lived(Script script) {
    Trial trial = play(script, limits.patience());
    if (trial.played().agrees()) {
      return Optional.empty();
    }
    Optional<Finding> found = Optional.of(shortest(script, trial));
    if (found.get().again().shown() > 0) {
      return found;
    }
    unconfirmed = unconfirmed.or(() -> found);
    return ++doubts < MOST_DOUBTS ? Optional.empty() : unconfirmed;
  }

  /// One life in eight begins before its peer listens: it costs a pause between two attempts.
  private static Script drawn(SplittableRandom random) {
    Script script = Menu.draw(random);
    Surroundings place = script.surroundings();
    return random.nextInt(8) > 0
        ? script
        : script.in(new Surroundings(Arrival.LATE, place.room(), place.pipe(), place.chunk()));
  }

  private Finding shortest(Script script, Trial first) {
    Duration after = Duration.ofNanos(spent());
    Duration soon = soon();
    Script shortest =
        Shrinkable.shortest(script, smaller -> !play(smaller, soon).played().agrees());
    Trial trial = play(shortest, limits.patience());
    if (trial.played().agrees()) { // slow, or wrong only behind the life before it
      shortest = script;
      trial = first;
    }
    int shown = 0;
    for (int i = 0; i < AGAIN; i++) {
      stage.restart();
      Trial again = play(shortest, limits.patience());
      if (!again.played().agrees()) {
        shown++;
        trial = again;
      }
    }
    return new Finding(
        shortest,
        trial.played(),
        trial.rules(),
        words + drawn,
        after,
        new Finding.Again(shown, AGAIN));
  }

  /// How long to wait while a finding is made short: many times as long as it ever took to come to
  /// what was right. What is found so is looked at again with all patience.
  private Duration soon() {
    long wanted = Math.max(LEAST.toNanos(), MANY * slowest.toNanos());
    return Duration.ofNanos(Math.min(wanted, limits.patience().toNanos()));
  }

  private Trial play(Script script, Duration patience) {
    Trial trial = stage.play(script, patience);
    slowest = trial.slowest().compareTo(slowest) > 0 ? trial.slowest() : slowest;
    return trial;
  }
}
