package dev.handfast.conformance.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The life of one client, from its start on.
///
/// @param surroundings what holds from the beginning
/// @param steps what happens, in order
public record Script(Surroundings surroundings, List<Step> steps) implements Shrinkable<Script> {

  /// 21 s outlive the handshake's deadline and every close.
  private static final int OUTLIVES_ALL = 21;

  private static final Set<Word> PINGS = Set.of(Word.PING, Word.HALF_PING, Word.REST_OF_PING);

  /// Takes a copy.
  public Script {
    steps = List.copyOf(steps);
  }

  /// A life with nothing in the way.
  public static Script of(Step... steps) {
    return new Script(Surroundings.PLAIN, List.of(steps));
  }

  @Override
  public Stream<Script> smaller() {
    Stream<List<Step>> fewer = IntStream.range(0, steps.size()).mapToObj(this::without);
    Stream<List<Step>> simpler =
        IntStream.range(0, steps.size())
            .boxed()
            .flatMap(at -> steps.get(at).simpler().map(step -> with(at, step)));
    return Stream.concat(
        Stream.concat(fewer, simpler).map(others -> new Script(surroundings, others)),
        surroundings.plainer().map(this::in));
  }

  private List<Step> without(int at) {
    var rest = new ArrayList<>(steps);
    rest.remove(at);
    return rest;
  }

  private List<Step> with(int at, Step step) {
    var others = new ArrayList<>(steps);
    others.set(at, step);
    return others;
  }

  /// The same life, led to its end whatever came before.
  public Script toTheEnd() {
    var all = new ArrayList<>(steps);
    all.add(new Step.ReadsOn());
    all.add(new Step.Close(Patience.CLOSE_LONG));
    all.add(new Step.Wait(OUTLIVES_ALL));
    return new Script(surroundings, all);
  }

  /// The same life for a real socket, led to its end by the peer.
  ///
  /// Left out is what only a world that stands still can do: acting in one go, a pipe that is full
  /// of three messages, a connection that breaks. Time passes second by second, so that one can
  /// look in between; a peer that comes late comes in the system's own time, and there none passes.
  public Script overSocket() {
    var all = new ArrayList<Step>();
    all.add(new Step.ReadsOn()); // the connection comes about before anything else happens
    boolean late = isLate();
    boolean atOnce = surroundings.room() == Surroundings.Room.ROOMY;
    for (Step step : steps) {
      switch (step) {
        case Step.Hold _, Step.Breaks _, Step.Listen _ -> {}
        case Step.StopsReading _, Step.ReadsOn _ -> {} // who does not read sees no pong: no barrier
        case Step.Wait(int seconds) ->
            all.addAll(Collections.nCopies(isLate() ? 0 : seconds, new Step.Wait(1)));
        case Step.Ask _ when isLate() -> all.add(new Step.Ask(Patience.ASK_LONG));
        case Step.Close _ when isLate() -> all.add(new Step.Close(Patience.CLOSE_LONG));
        case Step.AllSend _ -> all.add(atOnce ? step : new Step.Send(Caller.A));
        case Step.Says says -> {
          if (late) {
            arrive(all);
            late = false;
          }
          all.add(says.withBarrier());
        }
        case Step.Send _, Step.Ask _, Step.Close _, Step.GiveUp _, Step.Ends _, Step.Leaves _ ->
            all.add(step);
      }
    }
    if (late) {
      arrive(all);
    }
    all.add(new Step.ReadsOn());
    all.add(new Step.Close(Patience.CLOSE_LONG));
    all.add(new Step.Leaves());
    return new Script(surroundings.overSocket(), all);
  }

  /// The same life for a client in another process, over a real socket: without what depends on
  /// time, and without pings once it closes, which are answered or not by when its output has
  /// ended. What ends the connection comes in a piece of its own: whether what was set free just
  /// before it is written any more, no rule says. A peer that comes late comes within the client's
  /// own pause between two attempts.
  public Script overDriver() {
    return withoutTies(step -> isLate() || !(step instanceof Step.Wait));
  }

  /// The same life for a client of any library in memory: as over a driver, but time passes, and
  /// the peer is there or never comes. How long a client pauses between two attempts, no rule says.
  public Script inMemory() {
    boolean hopeless = surroundings.arrival() == Surroundings.Arrival.HOPELESS;
    return in(surroundings.arriving(hopeless ? surroundings.arrival() : Surroundings.Arrival.UP))
        .withoutTies(_ -> true);
  }

  private Script withoutTies(Predicate<Step> keeps) {
    Script socket = overSocket();
    var decided = new ArrayList<Step>();
    boolean closes = false;
    for (Step step : socket.steps) {
      closes |= step instanceof Step.Close;
      boolean again = step instanceof Step.ReadsOn && !decided.isEmpty();
      if (!again && keeps.test(step)) {
        (closes ? withoutPings(step) : Stream.of(step))
            .flatMap(Script::apart)
            .forEach(decided::add);
      }
    }
    return new Script(socket.surroundings, decided);
  }

  private static Stream<Step> apart(Step step) {
    if (!(step instanceof Step.Says(List<Word> words))) {
      return Stream.of(step);
    }
    var pieces = new ArrayList<List<Word>>();
    for (Word word : words) {
      if (pieces.isEmpty() || word.ends()) {
        pieces.add(new ArrayList<>());
      }
      pieces.getLast().add(word);
    }
    return pieces.stream().map(Step.Says::new);
  }

  private static Stream<Step> withoutPings(Step step) {
    if (!(step instanceof Step.Says(List<Word> words))) {
      return Stream.of(step);
    }
    List<Word> others = words.stream().filter(word -> !PINGS.contains(word)).toList();
    return others.isEmpty() ? Stream.empty() : Stream.of(new Step.Says(others));
  }

  private static void arrive(List<Step> steps) {
    steps.add(new Step.Listen());
    steps.add(new Step.Wait(1));
  }

  /// Whether the peer begins to listen later than the client begins to try.
  public boolean isLate() {
    return surroundings.arrival() == Surroundings.Arrival.LATE;
  }

  /// The first steps only.
  public Script upTo(int count) {
    return new Script(surroundings, steps.subList(0, count));
  }

  /// The same steps elsewhere.
  public Script in(Surroundings others) {
    return new Script(others, steps);
  }

  @Override
  public String toString() {
    return surroundings + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
  }
}
