package dev.handfast.conformance.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The life of one server and of up to [#CONNECTIONS] connections.
///
/// @param duplicates what happens to a second worker of a name
/// @param limit the most connections at a time
/// @param chunk the most bytes that are read at once
/// @param steps what happens, in order
public record ServerScript(Duplicates duplicates, int limit, int chunk, List<ServerStep> steps)
    implements Shrinkable<ServerScript> {

  /// 4 connections: two of one name, another, and one too many.
  public static final int CONNECTIONS = 4;

  /// 11 s outlive the handshakes, 21 s every close.
  private static final int OUTLIVES_ALL = 21;

  /// Takes a copy.
  public ServerScript {
    steps = List.copyOf(steps);
  }

  /// Somebody who lives through a life step by step.
  public interface Living {
    /// Lives on.
    void lives(ServerStep step);

    /// What has come of it so far.
    ServerAccount told();
  }

  /// What happens to a second worker of a name.
  public enum Duplicates {
    /// It is refused.
    REJECT,
    /// It takes the first one's place.
    REPLACE
  }

  @Override
  public Stream<ServerScript> smaller() {
    Stream<ServerScript> whole =
        chunk == Surroundings.WHOLE ? Stream.empty() : Stream.of(inChunksOf(Surroundings.WHOLE));
    return Stream.concat(IntStream.range(0, steps.size()).mapToObj(this::without), whole);
  }

  private ServerScript without(int at) {
    var rest = new ArrayList<>(steps);
    rest.remove(at);
    return with(rest);
  }

  /// The same life, led to its end whatever came before.
  public ServerScript toTheEnd() {
    var all = new ArrayList<>(steps);
    for (int i = 0; i < CONNECTIONS; i++) {
      all.add(new ServerStep.HandlersWork(i));
    }
    all.add(new ServerStep.Stops());
    for (Child child : Child.values()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(new ServerStep.Decides(child, ServerStep.Verdict.ACCEPT));
      }
    }
    all.add(new ServerStep.Wait(OUTLIVES_ALL));
    return new ServerScript(duplicates, limit, chunk, all);
  }

  /// The same life for a real socket, led to its end, with time that passes second by second, so
  /// that one can look in between.
  ///
  /// Handlers have threads of their own there. What depends on whether one is faster than the bytes
  /// is left out: asking before the verdict, asking again unless the handler rests. Handlers rest
  /// in sessions only: one that nobody has heard of yet could not be told from the next one of its
  /// name.
  ///
  /// @param reference lives through such a life
  public ServerScript overSocket(Function<ServerScript, Living> reference) {
    var all = new ArrayList<ServerStep>();
    var resting = new HashSet<Integer>();
    Living living = reference.apply(with(List.of()));
    for (ServerStep step : toTheEnd().steps) {
      for (ServerStep sure : overSocket(step, resting, living.told())) {
        all.add(sure);
        living.lives(sure);
      }
    }
    return with(all);
  }

  /// What stands for a step over a real socket.
  ///
  /// @param resting the connections whose handlers rest; those that begin to are added, and others
  ///   removed
  /// @param sofar what has come of the steps before
  private static List<ServerStep> overSocket(
      ServerStep step, Set<Integer> resting, ServerAccount sofar) {
    return switch (step) {
      case ServerStep.HandlersRest(int at) -> {
        if (!frames(sofar, at).contains("accept")) {
          yield List.of();
        }
        resting.add(at);
        yield List.of(step);
      }
      case ServerStep.HandlersWork(int at) -> {
        resting.remove(at);
        yield List.of(step);
      }
      case ServerStep.Wait(int seconds) -> Collections.nCopies(seconds, new ServerStep.Wait(1));
      case ServerStep.Tells tells ->
          heard(tells, resting, frames(sofar, tells.connection())).stream().toList();
      case ServerStep.Connects _,
          ServerStep.Ends _,
          ServerStep.Leaves _,
          ServerStep.Decides _,
          ServerStep.Orders _,
          ServerStep.Broadcasts _,
          ServerStep.Stops _ ->
          List.of(step);
    };
  }

  private static List<String> frames(ServerAccount account, int connection) {
    return account.frames().getOrDefault("c" + connection, List.of());
  }

  /// What shows no effect has a ping behind it; where no pong would come, it is not said.
  private static Optional<ServerStep> heard(
      ServerStep.Tells tells, Set<Integer> resting, List<String> frames) {
    if (resting.contains(tells.connection())) {
      return frames.contains("end") ? Optional.empty() : Optional.of(tells.withPing());
    }
    ServerStep.Tells sure =
        tells.without(
            frames.contains("accept")
                ? EnumSet.of(Line.ASK_AGAIN)
                : EnumSet.of(Line.ASK, Line.ASK_AGAIN));
    return Optional.of(sure.shows() ? sure : sure.withPing());
  }

  /// The first steps only.
  public ServerScript upTo(int count) {
    return with(steps.subList(0, count));
  }

  /// The same life in other chunks.
  public ServerScript inChunksOf(int bytes) {
    return new ServerScript(duplicates, limit, bytes, steps);
  }

  /// The same life with other steps.
  public ServerScript with(List<ServerStep> others) {
    return new ServerScript(duplicates, limit, chunk, others);
  }

  @Override
  public String toString() {
    return "duplicates %s, up to %d connections, chunks of %d".formatted(duplicates, limit, chunk)
        + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
  }
}
