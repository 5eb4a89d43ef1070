package dev.handfast.conformance.script;

import static dev.handfast.conformance.script.Step.says;

import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Pipe;
import dev.handfast.conformance.script.Surroundings.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What scripts are made of, with weights: the simplest first, so that shrinking goes towards it.
public final class Menu {
  private Menu() {}

  /// A step and how often it is chosen.
  ///
  /// @param weight relative to the others of its list
  public record Dish(int weight, Step step) {}

  /// What may happen before the ack: mostly what leaves the handshake going.
  public static final List<Dish> EARLY =
      List.of(
          new Dish(6, new Step.Send(Caller.A)),
          new Dish(4, new Step.Send(Caller.B)),
          new Dish(4, new Step.Send(Caller.C)),
          new Dish(2, new Step.AllSend()),
          new Dish(4, new Step.Ask(Patience.ASK_LONG)),
          new Dish(3, new Step.Ask(Patience.ASK_SHORT)),
          new Dish(2, new Step.GiveUp(0)),
          new Dish(1, new Step.GiveUp(1)),
          new Dish(3, new Step.Wait(1)),
          new Dish(2, new Step.Wait(3)),
          new Dish(1, new Step.Wait(10)),
          new Dish(3, new Step.Hold()),
          new Dish(2, new Step.Listen()),
          new Dish(2, new Step.Close(Patience.CLOSE_LONG)),
          new Dish(1, new Step.Close(Patience.CLOSE_SHORT)),
          new Dish(2, new Step.StopsReading()),
          new Dish(1, new Step.ReadsOn()),
          new Dish(3, says(Word.PING)),
          new Dish(1, says(Word.PONG)),
          new Dish(1, says(Word.UNKNOWN)),
          new Dish(1, says(Word.HALF_PING, Word.REST_OF_PING)),
          new Dish(1, says(Word.BLANK)));

  /// Verdicts, some with company in the same piece.
  public static final List<Dish> VERDICTS =
      List.of(
          new Dish(20, says(Word.ACCEPT)),
          new Dish(6, says(Word.ACCEPT_PLAIN)),
          new Dish(4, says(Word.ACCEPT, Word.PING)),
          new Dish(2, says(Word.ACCEPT, Word.ACCEPT)),
          new Dish(2, says(Word.ACCEPT, Word.CONTEXT, Word.PING, Word.CANCEL)),
          new Dish(2, says(Word.ACCEPT, Word.LONG_CONTEXT)),
          new Dish(2, says(Word.HALF_PING, Word.REST_OF_PING, Word.ACCEPT, Word.UNKNOWN)),
          new Dish(5, says(Word.REFUSE)),
          new Dish(1, says(Word.ACCEPT, Word.REFUSE)),
          new Dish(1, says(Word.ACCEPT, Word.NOT_JSON)),
          new Dish(1, says(Word.ACCEPT, Word.ERROR)),
          new Dish(1, says(Word.ACCEPT, Word.LONGER_CONTEXT)),
          new Dish(1, new Step.Wait(10)),
          new Dish(1, new Step.Leaves()),
          new Dish(1, new Step.Breaks()),
          new Dish(1, new Step.Ends()),
          new Dish(1, says(Word.ANSWER_NOBODY)),
          new Dish(1, says(Word.CONTEXT)),
          new Dish(1, says(Word.CANCEL)),
          new Dish(1, says(Word.LONG_CONTEXT)),
          new Dish(1, says(Word.ACCEPT_IN_WORDS)),
          new Dish(1, says(Word.ACCEPT_ANOTHER)));

  /// What may happen in a session.
  public static final List<Dish> LATE =
      List.of(
          new Dish(10, new Step.Send(Caller.A)),
          new Dish(6, new Step.Send(Caller.B)),
          new Dish(6, new Step.Send(Caller.C)),
          new Dish(9, new Step.AllSend()),
          new Dish(6, new Step.Ask(Patience.ASK_LONG)),
          new Dish(4, new Step.Ask(Patience.ASK_SHORT)),
          new Dish(3, new Step.GiveUp(0)),
          new Dish(2, new Step.GiveUp(1)),
          new Dish(4, new Step.Wait(1)),
          new Dish(3, new Step.Wait(3)),
          new Dish(2, new Step.Wait(5)),
          new Dish(1, new Step.Wait(10)),
          new Dish(8, new Step.Hold()),
          new Dish(8, new Step.StopsReading()),
          new Dish(4, new Step.ReadsOn()),
          new Dish(5, new Step.Close(Patience.CLOSE_SHORT)),
          new Dish(4, new Step.Close(Patience.CLOSE_LONG)),
          new Dish(4, says(Word.PING)),
          new Dish(2, says(Word.PONG)),
          new Dish(5, says(Word.ANSWER_FIRST)),
          new Dish(3, says(Word.ANSWER_SECOND)),
          new Dish(2, says(Word.ANSWER_SECOND, Word.ANSWER_FIRST)),
          new Dish(2, says(Word.ANSWER_NOBODY)),
          new Dish(2, says(Word.ACCEPT)),
          new Dish(1, says(Word.REFUSE)),
          new Dish(1, says(Word.ACCEPT_ANOTHER)),
          new Dish(3, says(Word.CANCEL)),
          new Dish(3, says(Word.CONTEXT)),
          new Dish(1, says(Word.LONG_CONTEXT)),
          new Dish(1, says(Word.UNKNOWN)),
          new Dish(1, says(Word.HALF_PING)),
          new Dish(1, says(Word.HALF_PING, Word.REST_OF_PING)),
          new Dish(1, says(Word.BLANK)),
          new Dish(2, new Step.Leaves()),
          new Dish(2, new Step.Breaks()),
          new Dish(1, new Step.Ends()),
          new Dish(1, says(Word.ERROR)),
          new Dish(1, says(Word.PING, Word.NOT_JSON, Word.PING)),
          new Dish(1, says(Word.NOT_UTF8)),
          new Dish(1, says(Word.ARRAY)),
          new Dish(1, says(Word.TWICE)),
          new Dish(1, says(Word.NO_ID)),
          new Dish(1, says(Word.ODD_ANSWER)),
          new Dish(1, says(Word.LONGER_CONTEXT)),
          new Dish(1, says(Word.LOG)));

  /// Where scripts are played.
  public static final List<Surroundings> PLACES = places();

  private static List<Surroundings> places() {
    var places = new ArrayList<Surroundings>();
    for (int chunk : new int[] {Surroundings.WHOLE, 1, 7, 90}) {
      for (Pipe pipe : Pipe.values()) {
        for (Room room : Room.values()) {
          places.add(new Surroundings(Arrival.UP, room, pipe, chunk));
        }
      }
      places.add(new Surroundings(Arrival.LATE, Room.ROOMY, Pipe.WIDE, chunk));
      places.add(new Surroundings(Arrival.REFUSED_TWICE, Room.THREE, Pipe.WIDE, chunk));
    }
    places.add(new Surroundings(Arrival.HOPELESS, Room.ROOMY, Pipe.WIDE, Surroundings.WHOLE));
    return places;
  }

  /// A script drawn at random, led to its end.
  public static Script draw(RandomGenerator random) {
    var steps = new ArrayList<Step>();
    if (random.nextInt(8) == 0) {
      steps.add(new Step.Hold());
    }
    for (int left = random.nextInt(7); left > 0; left--) {
      steps.add(choose(EARLY, random));
    }
    steps.add(choose(VERDICTS, random));
    Surroundings place = PLACES.get(random.nextInt(PLACES.size()));
    if (place.pipe() == Pipe.NARROW && random.nextBoolean()) {
      steps.add(new Step.StopsReading());
    }
    for (int left = random.nextInt(13); left > 0; left--) {
      steps.add(choose(LATE, random));
    }
    return new Script(place, steps);
  }

  private static Step choose(List<Dish> dishes, RandomGenerator random) {
    int left = random.nextInt(dishes.stream().mapToInt(Dish::weight).sum());
    for (Dish dish : dishes) {
      left -= dish.weight();
      if (left < 0) {
        return dish.step();
      }
    }
    throw new IllegalStateException("no weights");
  }
}
