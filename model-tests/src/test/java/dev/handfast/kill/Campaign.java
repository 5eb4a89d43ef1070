package dev.handfast.kill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// Chooses the points at which processes die, and lets them die at all of them.
final class Campaign {
  /// Two processes at a time, as on the smallest machine that this is built on.
  private static final int AT_ONCE = 2;

  /// Each is a process of a second; every build has the first of each kind of event without them.
  private static final int RANDOM = Integer.getInteger("handfast.kills", deep() ? 20 : 0);

  private Campaign() {}

  private static boolean deep() {
    return Boolean.getBoolean("handfast.deep");
  }

  /// Every kind of event of a clean life, the first of its kind, and random events in the profile
  /// `deep`.
  ///
  /// @param whose what the campaign is called
  static List<Point> points(String whose, Path cleanDiary) {
    List<String> events = Diary.events(cleanDiary);
    List<Point> named =
        events.stream()
            .distinct()
            .map(name -> new Point(name, 1))
            .sorted(Comparator.comparing(Point::isSkipped).thenComparing(Point::name))
            .toList();
    var points = new ArrayList<Point>(named);
    long seed = Long.getLong("handfast.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    for (int i = 0; i < RANDOM; i++) {
      points.add(Point.event(1 + random.nextInt(events.size())));
    }
    System.out.printf(
        "SIGKILL of %s: %d events in a clean life, %d kinds, and %d random ones;"
            + " -Dhandfast.seed=%d%n",
        whose, events.size(), named.size(), RANDOM, seed);
    return points;
  }

  /// What one of several campaigns takes of the points that they have in common: all of them in the
  /// profile `deep`, each nth one elsewhere. Kinds of events are in the order of their names, and
  /// the one that a life may lack is the last: each of them is somebody's.
  static <T> List<Point> share(List<Point> points, T which, List<T> all) {
    int turn = all.indexOf(which);
    return deep()
        ? points
        : IntStream.range(0, points.size())
            .filter(at -> at % all.size() == turn)
            .mapToObj(points::get)
            .toList();
  }

  /// Does something for each point.
  static void run(List<Point> points, ThrowingConsumer<Point> body) throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var all = new ArrayList<Future<?>>();
      for (Point point : points) {
        all.add(threads.submit(() -> at(point, body)));
      }
      for (Future<?> each : all) {
        try {
          var _ = each.get();
        } catch (ExecutionException failure) {
          var _ = threads.shutdownNow();
          throw new AssertionError(failure.getCause().getMessage(), failure.getCause());
        }
      }
    }
  }

  private static void at(Point point, ThrowingConsumer<Point> body) {
    try {
      body.accept(point);
    } catch (Throwable failure) {
      throw new AssertionError("killed at " + point + ": " + failure.getMessage(), failure);
    }
  }
}
