package dev.handfast.conformance.gate;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.schedule.Choices;
import dev.handfast.conformance.schedule.Explorer;
import dev.handfast.conformance.schedule.Failure;
import dev.handfast.conformance.schedule.Loom;
import dev.handfast.conformance.schedule.Outcome;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Strategy;
import dev.handfast.conformance.subject.ClientOnSeams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plays races of threads inside of a client under schedules that are chosen, until one of them
/// breaks a promise or the time is up.
public final class ScheduleGate {
  /// 2 preemptions: what needs more of them is drawn.
  private static final int PREEMPTIONS = 2;

  private final List<Scenario> races;
  private final List<String> tried = new ArrayList<>();
  private long schedules;

  /// A gate for a client on the seams.
  ///
  /// @throws IllegalArgumentException where its classes cannot be loaded once more
  public ScheduleGate(ClientOnSeams client) {
    this.races = Loom.races(client);
  }

  /// Whether this JVM lets anybody choose its threads' turns; the reason where it does not.
  public static Optional<String> obstacle() {
    return Thread.class.getModule().isOpen("java.lang", ScheduleGate.class.getModule())
        ? Optional.empty()
        : Optional.of(
            "schedules need a JVM that was started with --add-opens"
                + " java.base/java.lang=ALL-UNNAMED");
  }

  /// Tries each race: first every schedule with few preemptions, then drawn ones, half of the time
  /// each.
  ///
  /// @param budget in all; making a finding short comes on top
  /// @param seed draws the same schedules each time
  public Optional<ThreadRace> search(Duration budget, long seed) {
    Duration half = budget.dividedBy(2L * races.size());
    for (Scenario race : races) {
      var explorer = new Explorer(race);
      Outcome every = explorer.within(half).exhaust(PREEMPTIONS, Long.MAX_VALUE);
      schedules += every.schedules();
      Outcome drawn = every;
      if (every.failure().isEmpty()) {
        drawn = explorer.within(half).draw(List.of(Strategy.values()), seed, Long.MAX_VALUE);
        schedules += drawn.schedules();
      }
      tried.add(inWords(race, every, drawn));
      Optional<Failure> failure = every.failure().or(drawn::failure);
      if (failure.isPresent()) {
        return failure.map(found -> new ThreadRace(race.title(), found));
      }
    }
    return Optional.empty();
  }

  private static String inWords(Scenario race, Outcome every, Outcome drawn) {
    return "%s: %s, and %d drawn"
        .formatted(
            race.title(),
            every.exhausted() < 0
                ? every.schedules() + " schedules"
                : "every schedule with at most %d preemptions".formatted(every.exhausted()),
            drawn.schedules());
  }

  /// What has been tried so far, a line for each race.
  public List<String> tried() {
    return List.copyOf(tried);
  }

  /// How many schedules a search has played so far.
  public long schedules() {
    return schedules;
  }

  /// Plays a schedule again; empty where nothing goes wrong in it.
  ///
  /// @throws IllegalArgumentException where this client has no such race
  public Optional<ThreadRace> replay(Recording.Schedule recording) {
    Choices choices = recording.choices();
    Scenario race =
        races.stream()
            .filter(each -> each.title().equals(recording.scenario()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no such race: got `%s`, wanted one of %s"
                            .formatted(
                                recording.scenario(),
                                races.stream().map(Scenario::title).toList())));
    return new Explorer(race).replay(choices).map(found -> new ThreadRace(race.title(), found));
  }
}
