package dev.handfast.conformance.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A few threads that do what a few orders say, on cells, locks, a future and a loop that they
/// share; it keeps every result that it has come to.
///
/// @param threads each thread's orders
/// @param results every end that was seen: what is in the cells, how far each thread came, and what
///   it had in its hand
record TinyProgram(List<List<Order>> threads, Set<String> results) implements Scenario {
  private static final int EACH = 2;

  /// What a thread is told.
  ///
  /// @param what what it does
  /// @param which which of the cells or locks, 0 or 1
  record Order(What what, int which) {
    @Override
    public String toString() {
      return what + " " + which;
    }
  }

  /// The orders; all are points but to give a lock back, to skip and to note.
  enum What {
    /// Looks into a cell, and mixes what is there with what it has in its hand.
    READ,
    /// Puts what it has in its hand into a cell.
    WRITE,
    /// Takes a lock, unless it has it.
    LOCK,
    /// Gives a lock back, if it has it.
    UNLOCK,
    /// Keeps the future.
    KEEP,
    /// Waits for the future.
    AWAIT,
    /// Has the loop put what it has in its hand into a cell.
    ASK_LOOP,
    /// Leaves out the next order where what it has in its hand is odd.
    SKIP,
    /// Changes a cell, where it loses no turn.
    NOTED
  }

  TinyProgram(List<List<Order>> threads) {
    this(threads, new TreeSet<>());
  }

  @Override
  public String title() {
    return threads.toString();
  }

  @Override
  public Play on(Stage stage) {
    return new Performing(stage);
  }

  /// Something that threads share.
  private static final class Cell {
    private int value;
  }

  private final class Performing implements Play {
    private final Stage stage;
    private final Executor loop;
    private final List<Cell> cells = Stream.generate(Cell::new).limit(EACH).toList();
    private final List<ReentrantLock> locks =
        Stream.generate(ReentrantLock::new).limit(EACH).toList();
    private final CompletableFuture<Integer> future = new CompletableFuture<>();
    private final int[] hands = new int[threads.size()];
    private final int[] done = new int[threads.size()];

    Performing(Stage stage) {
      this.stage = stage;
      this.loop = stage.loop("loop");
    }

    @Override
    public void race() {
      IntStream.range(0, threads.size())
          .forEach(thread -> stage.thread("thread " + thread, () -> obey(thread)));
    }

    private void obey(int thread) {
      List<ReentrantLock> held = new ArrayList<>();
      List<Order> orders = threads.get(thread);
      hands[thread] = thread + 1;
      for (int i = 0; i < orders.size(); i++) {
        boolean skips = orders.get(i).what() == What.SKIP && hands[thread] % 2 == 1;
        obey(thread, orders.get(i), held);
        i += skips ? 1 : 0;
        done[thread] = i + 1;
      }
      held.forEach(Points::unlock);
    }

    private void obey(int thread, Order order, List<ReentrantLock> held) {
      Cell cell = cells.get(order.which());
      ReentrantLock lock = locks.get(order.which());
      switch (order.what()) {
        case READ -> {
          Points.before(cell, Spot.READ.number());
          hands[thread] = 31 * hands[thread] + cell.value;
        }
        case WRITE -> {
          Points.before(cell, Spot.WRITE.number());
          cell.value = hands[thread];
        }
        case NOTED -> {
          Points.notes(cell, Spot.WRITE.number());
          cell.value = 7 * cell.value + hands[thread];
        }
        case LOCK -> {
          if (!held.contains(lock)) {
            Points.lock(lock, Spot.LOCK.number());
            held.add(lock);
          }
        }
        case UNLOCK -> {
          if (held.remove(lock)) {
            Points.unlock(lock);
          }
        }
        case KEEP -> {
          Points.before(future, Spot.CHANGE.number());
          var _ = future.complete(hands[thread]);
        }
        case AWAIT -> {
          Points.before(future, Spot.ASK.number());
          hands[thread] = 31 * hands[thread] + future.join();
        }
        case ASK_LOOP -> {
          Points.before(loop, Spot.SEAM.number());
          int hand = hands[thread];
          loop.execute(
              () -> {
                Points.before(cell, Spot.WRITE.number());
                cell.value = hand;
              });
        }
        case SKIP -> {}
      }
    }

    @Override
    public List<Finding> atRest() {
      results.add(
          "%s %s %s"
              .formatted(
                  cells.stream().map(cell -> cell.value).toList(),
                  IntStream.of(hands).boxed().toList(),
                  IntStream.of(done).boxed().toList()));
      return List.of();
    }

    @Override
    public void end() {}

    @Override
    public List<Finding> atEnd() {
      return List.of();
    }
  }

  /// The places in the program.
  private enum Spot {
    READ(Place.Kind.PLAIN_READ, ".value"),
    WRITE(Place.Kind.PLAIN_WRITE, ".value"),
    ASK(Place.Kind.READ, "join"),
    CHANGE(Place.Kind.WRITE, "complete"),
    LOCK(Place.Kind.LOCK, "lock"),
    SEAM(Place.Kind.SEAM, "execute");

    private final int number;

    Spot(Place.Kind kind, String what) {
      number = Place.number(new Place("a tiny program, " + name(), 0, kind, what));
    }

    int number() {
      return number;
    }
  }
}
