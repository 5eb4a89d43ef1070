package dev.handfast.cli.delegate.plan;

import dev.handfast.Race;
import dev.handfast.cli.delegate.plan.Pool.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Whatever happens, in whatever order: nobody is forgotten, nobody ends twice, nobody is too many.
class PoolProperties {

  @Race({"D2", "D6"})
  @Property(tries = 400)
  void any_events_in_any_order_keep_the_promises(
      @ForAll @IntRange(min = 1, max = 5) int tasks,
      @ForAll @IntRange(min = 1, max = 3) int places,
      @ForAll @IntRange(max = 2) int restarts,
      @ForAll long seed) {
    var random = new Random(seed);
    var watch = new PoolWatch(Pool::step, Pool.of(ids(tasks), new Limits(places, restarts)));
    watch.take(new PoolEvent.Begun());
    for (int i = 0; i < 120; i++) {
      watch.take(any(random, watch, tasks));
    }
    watch.assertCountsAgree();
  }

  @Race({"D1", "D2"})
  @Property(tries = 600)
  void a_world_that_goes_on_brings_every_task_to_exactly_one_end(
      @ForAll @IntRange(min = 1, max = 6) int tasks,
      @ForAll @IntRange(min = 1, max = 4) int places,
      @ForAll @IntRange(max = 3) int restarts,
      @ForAll long seed) {
    World.livesThrough(Pool::step, ids(tasks), new Limits(places, restarts), seed);
  }

  private static PoolEvent any(Random random, PoolWatch watch, int tasks) {
    if (random.nextInt(60) == 0) {
      return new PoolEvent.AllCancelled("enough");
    }
    String task = "t" + random.nextInt(tasks + 1); // one of them is nobody
    List<TaskEvent> events = new ArrayList<>();
    int attempt =
        watch.pool().tasks().containsKey(task) ? watch.pool().tasks().get(task).attempt() : 1;
    events.addAll(Samples.events(attempt));
    events.addAll(Samples.events(attempt - 1));
    return new PoolEvent.Happened(task, events.get(random.nextInt(events.size())));
  }

  static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(number -> "t" + number).toList();
  }
}
