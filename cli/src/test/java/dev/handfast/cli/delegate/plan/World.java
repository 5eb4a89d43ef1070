package dev.handfast.cli.delegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.delegate.plan.Pool.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A world that answers each effect sooner or later: processes, connections and clocks in random
/// order, but none of them impossible.
///
/// A process that has started ends in the end: by itself, or because it is told to. Its session's
/// messages and end come in their order, but before, between or after the notice of its exit.
final class World {
  private final PoolWatch watch;
  private final Random random;
  private final List<Course> courses = new ArrayList<>();
  private int processes;
  private int mostProcesses;

  private World(PoolWatch watch, Random random) {
    this.watch = watch;
    this.random = random;
  }

  /// Lives through one world, and checks that every task came to exactly one end in it.
  ///
  /// @param ids the tasks
  /// @param seed chooses the world
  static void livesThrough(Planner planner, List<String> ids, Limits limits, long seed) {
    var watch = new PoolWatch(planner, Pool.of(ids, limits));
    var world = new World(watch, new Random(seed));

    world.play();

    assertThat(watch.unfinished()).as("tasks that never end").isEmpty();
    assertThat(watch.overs()).as("ends of all").isEqualTo(1);
    assertThat(world.mostProcesses).as("processes at once").isBetween(0, limits.places());
    assertThat(world.processes).as("processes left").isZero();
    watch.assertCountsAgree();
  }

  private void play() {
    tell(new PoolEvent.Begun());
    if (random.nextInt(3) == 0) {
      courses.add(new Course(new PoolEvent.AllCancelled("enough")));
    }
    while (!courses.isEmpty()) {
      Course course = courses.get(random.nextInt(courses.size()));
      PoolEvent event = course.next();
      if (course.isOver()) {
        courses.remove(course);
      }
      if (event instanceof PoolEvent.Happened(_, TaskEvent.Exited _)) {
        processes--;
      }
      tell(event);
    }
  }

  private void tell(PoolEvent event) {
    for (PoolEffect effect : watch.take(event)) {
      if (effect instanceof PoolEffect.Do(String task, TaskEffect todo)) {
        perform(task, todo);
      }
    }
  }

  private void perform(String task, TaskEffect effect) {
    switch (effect) {
      case TaskEffect.Launch(int attempt) -> launch(task, attempt);
      case TaskEffect.Await(int attempt, Wait wait) ->
          courses.add(happens(task, new TaskEvent.Overdue(attempt, wait, "5s")));
      // every process ends by itself in this world, so nothing more need follow
      case TaskEffect.End _, TaskEffect.Show _, TaskEffect.Retry _, TaskEffect.Conclude _ -> {}
    }
  }

  private void launch(String task, int attempt) {
    if (random.nextInt(8) == 0) {
      courses.add(happens(task, new TaskEvent.LaunchFailed(attempt, "no such file")));
      return;
    }
    processes++;
    mostProcesses = Math.max(mostProcesses, processes);
    List<TaskEvent> life = new ArrayList<>();
    life.add(new TaskEvent.Launched(attempt));
    List<TaskEvent> session = new ArrayList<>();
    if (random.nextInt(6) > 0) {
      life.add(new TaskEvent.MayJoin(attempt));
      session.add(new TaskEvent.Joined(attempt));
      session.add(new TaskEvent.Reported(attempt, Samples.THINKING));
      switch (random.nextInt(5)) {
        case 0 -> session.add(new TaskEvent.Concluded(attempt, Samples.SUCCESS));
        case 1 -> session.add(new TaskEvent.Concluded(attempt, Outcome.failed("in vain")));
        case 2 -> session.add(new TaskEvent.Stumbled(attempt, Outcome.failed("stumbled")));
        default -> {}
      }
      session.add(new TaskEvent.Left(attempt, "peer closed"));
    }
    life.add(new TaskEvent.Exited(attempt, random.nextInt(3)));
    courses.add(new Course(task, life, session));
    if (random.nextInt(6) == 0) {
      courses.add(happens(task, new TaskEvent.TimeUp("5 s")));
    }
  }

  private Course happens(String task, TaskEvent event) {
    return new Course(new PoolEvent.Happened(task, event));
  }

  /// Events that come in their own order; the session's may come as soon as it may join.
  private final class Course {
    private final List<PoolEvent> events;
    private final List<PoolEvent> session = new ArrayList<>();

    Course(PoolEvent only) {
      events = new ArrayList<>(List.of(only));
    }

    Course(String task, List<TaskEvent> life, List<TaskEvent> session) {
      events = new ArrayList<>();
      life.forEach(event -> events.add(new PoolEvent.Happened(task, event)));
      session.forEach(event -> this.session.add(new PoolEvent.Happened(task, event)));
    }

    PoolEvent next() {
      boolean mayJoin = events.size() <= 1;
      boolean fromSession =
          !session.isEmpty() && mayJoin && (events.isEmpty() || random.nextBoolean());
      return (fromSession ? session : events).removeFirst();
    }

    boolean isOver() {
      return events.isEmpty() && session.isEmpty();
    }
  }
}
