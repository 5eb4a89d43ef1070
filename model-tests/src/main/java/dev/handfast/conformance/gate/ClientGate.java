package dev.handfast.conformance.gate;

import dev.handfast.conformance.drive.ClientStage;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Tries orders of connect, handshake, send, request, close and faults with a client.
public final class ClientGate extends Gate<Script> {
  /// A gate for the client on a stage, which stays the caller's to close.
  public ClientGate(DriverStage stage, Limits limits) {
    super(stage, limits);
/// Tries orders of connect, handshake, send, request, close and faults with a client in any
/// language, over a real socket or in memory, until one of them breaks a promise or the time is up.
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

  /// 100 lives: a race that showed once may need some of them to show again.
  private static final int OFTEN = 100;

  /// 10 times as long as what is right ever took: it is wrong, or the machine has stopped.
  private static final int MANY = 10;

  /// 200 ms: a process that has lost its turn has it again.
  private static final Duration LEAST = Duration.ofMillis(200);

  private final ClientStage stage;
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
  public ClientGate(ClientStage stage, Limits limits) {
    this.stage = stage;
    this.limits = limits;
  }

  @Override
  int events() {
    return Alphabet.size(stage().hello().features());
  }

  @Override
  Stream<Script> orders(int length) {
    return Alphabet.words(length, stage().hello().features());
  /// Lives one life again, up to a hundred times, until it goes wrong; empty where it does not.
  public Optional<Finding> replay(Script script) {
    while (drawn < OFTEN) {
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
  @Override
  Script drawn(SplittableRandom random) {
    Script script = Menu.draw(random);
    Surroundings place = script.surroundings();
    return random.nextInt(8) > 0
        ? script
        : script.in(new Surroundings(Arrival.LATE, place.room(), place.pipe(), place.chunk()));
  }

  @Override
  Trial live(Script script, Duration patience) {
    return stage().play(script, patience);
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
    return told(shortest, trial, after);
  }

  /// Looks at it a few times more.
  private Finding told(Script shortest, Trial first, Duration after) {
    Trial trial = first;
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

  @Override
  Recording recorded(Script script) {
    return new Recording.ClientLife(script);
  }
}
