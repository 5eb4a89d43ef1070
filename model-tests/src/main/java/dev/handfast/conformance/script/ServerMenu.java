package dev.handfast.conformance.script;

import static dev.handfast.conformance.script.ServerStep.tells;

import dev.handfast.conformance.script.ServerScript.Duplicates;
import dev.handfast.conformance.script.ServerStep.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What server scripts are made of, with weights: the simplest first.
public final class ServerMenu {
  /// 24 steps let four connections meet.
  public static final int MOST_STEPS = 24;

  private static final int MANY = 16;
  private static final int CROWD = 2;

  /// A step and how often it is chosen.
  ///
  /// @param weight relative to the others
  public record Dish(int weight, ServerStep step) {}

  /// Everything that may happen.
  public static final List<Dish> DISHES = dishes();

  /// Where scripts are played: both policies, roomy and crowded, whole and in bytes.
  public static final List<ServerScript> PLACES = places();

  private ServerMenu() {}

  private static List<Dish> dishes() {
    var dishes = new ArrayList<Dish>();
    for (int c = 0; c < ServerScript.CONNECTIONS; c++) {
      Line hello = hello(c);
      dishes.add(new Dish(10, new ServerStep.Connects(c)));
      dishes.add(new Dish(8, tells(c, hello)));
      dishes.add(new Dish(2, tells(c, Line.HELLO_ANN)));
      dishes.add(new Dish(3, tells(c, hello, Line.LOG, Line.ASK, Line.LOG)));
      dishes.add(new Dish(6, tells(c, Line.LOG)));
      dishes.add(new Dish(4, tells(c, Line.ASK)));
      dishes.add(new Dish(1, tells(c, Line.ASK, Line.ASK_AGAIN)));
      dishes.add(new Dish(1, tells(c, Line.ASK_AGAIN)));
      dishes.add(new Dish(2, tells(c, Line.PING)));
      dishes.add(new Dish(1, tells(c, Line.PING, Line.PONG, Line.UNKNOWN)));
      dishes.add(new Dish(1, tells(c, Line.LOG, Line.LOG_OF_OTHER, Line.LOG)));
      dishes.add(new Dish(1, tells(c, Line.HELLO_NOBODY)));
      dishes.add(new Dish(1, tells(c, Line.ERROR)));
      dishes.add(new Dish(1, tells(c, Line.NOT_JSON, Line.LOG)));
      dishes.add(new Dish(1, tells(c, Line.ACK)));
      dishes.add(new Dish(2, new ServerStep.Ends(c)));
      dishes.add(new Dish(2, new ServerStep.Leaves(c)));
      dishes.add(new Dish(2, new ServerStep.HandlersRest(c)));
      dishes.add(new Dish(2, new ServerStep.HandlersWork(c)));
    }
    for (Child child : Child.values()) {
      dishes.add(new Dish(24, new ServerStep.Decides(child, Verdict.ACCEPT)));
      dishes.add(new Dish(3, new ServerStep.Decides(child, Verdict.REFUSE)));
      dishes.add(new Dish(8, new ServerStep.Orders(child)));
    }
    dishes.add(new Dish(8, new ServerStep.Broadcasts()));
    dishes.add(new Dish(4, new ServerStep.Wait(1)));
    dishes.add(new Dish(4, new ServerStep.Wait(5)));
    dishes.add(new Dish(2, new ServerStep.Wait(10)));
    dishes.add(new Dish(2, new ServerStep.Stops()));
    return dishes;
  }

  private static Line hello(int connection) {
    return connection % 2 == 0 ? Line.HELLO_ANN : Line.HELLO_BOB;
  }

  /// The steps by which a connection becomes a session, if nothing stands against it.
  public static List<ServerStep> joining(int connection) {
    return List.of(
        new ServerStep.Connects(connection),
        tells(connection, hello(connection)),
        new ServerStep.Decides(child(connection), Verdict.ACCEPT));
  }

  /// The name under which a connection usually shakes hands.
  public static Child child(int connection) {
    return hello(connection) == Line.HELLO_ANN ? Child.ANN : Child.BOB;
  }

  private static List<ServerScript> places() {
    var places = new ArrayList<ServerScript>();
    for (Duplicates duplicates : Duplicates.values()) {
      for (int limit : new int[] {MANY, CROWD}) {
        for (int chunk : new int[] {Surroundings.WHOLE, 1, 50}) {
          places.add(new ServerScript(duplicates, limit, chunk, List.of()));
        }
      }
    }
    return places;
  }

  /// A script drawn at random, without its end.
  public static ServerScript draw(RandomGenerator random) {
    int all = DISHES.stream().mapToInt(Dish::weight).sum();
    var steps = new ArrayList<ServerStep>();
    for (int left = random.nextInt(ServerScript.CONNECTIONS); left > 0; left--) {
      steps.addAll(joining(random.nextInt(ServerScript.CONNECTIONS)));
    }
    for (int left = random.nextInt(MOST_STEPS + 1); left > 0; left--) {
      steps.add(choose(random.nextInt(all)));
    }
    return PLACES.get(random.nextInt(PLACES.size())).with(steps);
  }

  private static ServerStep choose(int at) {
    int left = at;
    for (Dish dish : DISHES) {
      left -= dish.weight();
      if (left < 0) {
        return dish.step();
      }
    }
    throw new IllegalStateException("no weights");
  }
}
