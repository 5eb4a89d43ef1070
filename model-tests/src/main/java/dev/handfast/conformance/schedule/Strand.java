package dev.handfast.conformance.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thread of a run: it goes on only when it gets a turn.
final class Strand implements Executor {
  /// The classes with which the JDK makes a thread wait: whose wait it is stands below them.
  private static final Set<String> WAITING =
      Set.of("java.lang.VirtualThread", "java.lang.Thread", "java.lang.Object", "java.lang.System");

  private static final long RESUMES = 0x1F83D9ABFB41BD6BL;
  private static final long PASSES = 0x5BE0CD19137E2179L;

  private final Run run;
  private final String name;
  private final boolean daemon;
  private final Thread thread;
  private volatile @Nullable Runnable turn; // given by another thread where it waited for one
  private Step next = Step.BEGINNING;
  private List<ReentrantLock> held = List.of();
  private boolean waitsForTurn;
  private boolean idle;
  private boolean ended;
  private long past;

  /// @param daemon whether it may still wait when all is over
  Strand(Run run, String name, boolean daemon, Runnable body) {
    this.run = run;
    this.name = name;
    this.daemon = daemon;
    this.past = run.origin(current());
    this.thread = VirtualThreads.unstarted(name, this, () -> live(body));
  }

  /// The strand that the caller runs on, if it is one.
  static @Nullable Strand current() {
    Thread caller = Thread.currentThread(); // a virtual thread that it started has its turns, too
    return VirtualThreads.turns(caller) instanceof Strand strand && strand.thread.equals(caller)
        ? strand
        : null;
  }

  /// Called by the JDK when the thread could go on.
  @Override
  public void execute(Runnable goOn) {
    turn = goOn;
    LockSupport.unpark(run.player());
  }

  private void live(Runnable body) {
    try {
      body.run();
    } catch (Throwable thrown) {
      run.threw(this, thrown);
    } finally {
      ended = true;
    }
  }

  /// Whether it could use a turn: it is not blocked, and the lock that it is about to take is free.
  boolean isAble() {
    if (!hasTurn() && run.running() != this) {
      return false;
    }
    ReentrantLock wanted = next.lock();
    return wanted == null || !wanted.isLocked() || held.contains(wanted);
  }

  /// Goes on until its turn is over.
  void go() {
    Runnable goOn = turn;
    if (goOn == null) {
      throw new IllegalStateException(name + " cannot go on");
    }
    turn = null;
    if (!waitsForTurn) {
      past = HappensBefore.mix(past, RESUMES);
    }
    goOn.run();
  }

  /// Waits for work, until it is unparked.
  void idle() {
    idle = true;
    LockSupport.park();
    idle = false;
  }

  /// Whether it waits for work.
  boolean isIdle() {
    return idle;
  }

  /// Where it waits for something that is none of the stage's, such as a console to which others
  /// write, too; empty where it has ended, or waits for another thread of the stage.
  Optional<StackTraceElement> waitsElsewhere() {
    if (ended) {
      return Optional.empty();
    }
    return Stream.of(thread.getStackTrace())
        .filter(frame -> !isWaiting(frame.getClassName()))
        .findFirst()
        .filter(frame -> !isOfStage(frame));
  }

  private static boolean isWaiting(String type) {
    return WAITING.contains(type)
        || type.startsWith("java.lang.System$")
        || type.startsWith("java.util.concurrent.")
        || type.startsWith("jdk.internal.");
  }

  private static boolean isOfStage(StackTraceElement frame) {
    return frame.getClassName().startsWith(Loom.OURS)
        || Loom.NAME.equals(frame.getClassLoaderName());
  }

  /// Whether it could go on, were it not for locks.
  boolean hasTurn() {
    return turn != null;
  }

  /// Waits until it can go on again; on the thread that gives the turns.
  ///
  /// @param until on [System#nanoTime()]
  void awaitTurn(long until) {
    for (long left = until - System.nanoTime();
        turn == null && left > 0;
        left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  /// Waits for its turn before a step.
  void reaches(Step step) {
    next = step;
    run.uses(this);
    waitsForTurn = true;
    run.point(this);
    waitsForTurn = false;
    past = HappensBefore.mix(past, PASSES);
    if (step.place().kind() != Place.Kind.SEAM) { // what it does there notes itself
      run.notes(this, step.on(), step.field(), step.place().kind().isRead());
    }
  }

  /// Does something that is no point.
  void notes(Place place, @Nullable Object on) {
    run.notes(this, on, place.field(), place.kind().isRead());
  }

  /// The number of all that it has done, and of what came before that.
  long past() {
    return past;
  }

  void past(long longer) {
    past = longer;
  }

  void holds(ReentrantLock lock) {
    var more = new ArrayList<>(held);
    more.add(lock);
    held = List.copyOf(more);
  }

  void gaveBack(ReentrantLock lock) {
    var fewer = new ArrayList<>(held);
    fewer.remove(lock);
    held = List.copyOf(fewer);
  }

  Step next() {
    return next;
  }

  /// The locks that it holds now: another list when it holds others.
  List<ReentrantLock> held() {
    return held;
  }

  String name() {
    return name;
  }

  Thread thread() {
    return thread;
  }

  /// Whether it should have ended and has not.
  boolean isLeft() {
    return !ended && !daemon;
  }

  @Override
  public String toString() {
    return name + " at " + next.place();
  }
}
