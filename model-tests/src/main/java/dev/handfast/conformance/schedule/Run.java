package dev.handfast.conformance.schedule;

import dev.handfast.conformance.schedule.Choices.Switch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One performance of a scenario under one sequence of choices, on the calling thread.
final class Run implements Stage {
  /// 20,000 turns: some hundred times what a scenario has; beyond it nobody gets anywhere.
  private static final int LONGEST = 20_000;

  /// Ten seconds for something outside of the stage, which only means that it hangs.
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final Thread player = Thread.currentThread();
  private final Chooser chooser;
  private final Meetings meetings;
  private final Optional<HappensBefore> before;
  private final List<Strand> strands = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Switch> switches = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private @Nullable Strand running;
  private @Nullable Strand appointed;
  private boolean racing;
  private boolean yielding;
  private boolean endless;
  private boolean brokenOff;
  private @Nullable IllegalStateException wrong;
  private int turn;
  private int moments;

  private Run(Chooser chooser, Meetings meetings) {
    this.chooser = chooser;
    this.meetings = meetings;
    this.before = chooser.asksForPast() ? Optional.of(new HappensBefore()) : Optional.empty();
  }

  /// Plays a scenario.
  ///
  /// @param chooser decides while threads race
  /// @param meetings where there is something to decide; learns from this run
  static Performance of(Scenario scenario, Chooser chooser, Meetings meetings) {
    meetings.forgetObjects();
    return new Run(chooser, meetings).play(scenario);
  }

  private Performance play(Scenario scenario) {
    Scenario.Play play = scenario.on(this);
    settle();
    play.race();
    racing = true;
    settle();
    racing = false;
    if (wrong != null) {
      throw wrong;
    }
    if (brokenOff) {
      return performance(); // its threads wait for ever, and are forgotten
    }
    if (!endless) {
      findings.addAll(play.atRest());
    }
    if (findings.isEmpty()) {
      play.end();
      settle();
      findings.addAll(play.atEnd());
      strands.stream()
          .filter(Strand::isLeft)
          .forEach(left -> find(Finding.Kind.STUCK, left + " waits for ever"));
    }
    return performance();
  }

  private Performance performance() {
    return new Performance(
        new Choices(switches), List.copyOf(findings), List.copyOf(story), moments, !brokenOff);
  }

  @Override
  public void thread(String name, Runnable body) {
    unstarted(name, body).start();
  }

  @Override
  public Thread unstarted(String name, Runnable body) {
    return strand(name, false, body).thread();
  }

  @Override
  public Executor loop(String name) {
    Queue<Runnable> tasks = new ArrayDeque<>();
    Strand loop = strand(name, true, () -> loop(tasks));
    loop.thread().start();
    return task -> {
      notes(tasks, false);
      tasks.add(task);
      LockSupport.unpark(loop.thread());
    };
  }

  private void loop(Queue<Runnable> tasks) {
    Strand self = Objects.requireNonNull(Strand.current());
    while (true) {
      notes(tasks, true);
      if (tasks.isEmpty()) {
        self.idle();
      } else {
        Points.turn();
        notes(tasks, false);
        tasks.remove().run();
      }
    }
  }

  private Strand strand(String name, boolean daemon, Runnable body) {
    var strand = new Strand(this, name, daemon, body);
    strands.add(strand);
    return strand;
  }

  @Override
  public void halfway() {
    Points.halfway();
  }

  /// Gives turns until nobody can go on.
  @Override
  public void settle() {
    for (Strand next = next(); next != null; next = next()) {
      running = next;
      goOn(next);
      running = null;
      yielding = false;
    }
  }

  /// Gives one turn. Who waits in it for something outside of the stage keeps it, so that the
  /// schedule is the same whether that takes long or no time at all.
  private void goOn(Strand next) {
    next.go();
    long until = System.nanoTime() + PATIENCE;
    while (!yielding && !next.isIdle() && waitsElsewhere(next, until)) {
      next.go();
    }
  }

  /// Whether a strand stopped for something outside of the stage, and can go on.
  private boolean waitsElsewhere(Strand strand, long until) {
    Optional<StackTraceElement> where = strand.waitsElsewhere();
    if (where.isPresent()) {
      strand.awaitTurn(until);
      if (!strand.hasTurn()) {
        find(Finding.Kind.STUCK, strand + " waits for something outside: " + where.get());
      }
    }
    return strand.hasTurn();
  }

  /// The thread that gives the turns.
  Thread player() {
    return player;
  }

  /// Whoever was appointed at a point, or whom the chooser takes now that somebody is blocked.
  private @Nullable Strand next() {
    Strand chosen = appointed;
    appointed = null;
    if (chosen == null && !endless && !brokenOff) {
      turn += racing ? 1 : 0;
      return choose(null);
    }
    return chosen;
  }

  /// The running strand has come to a point, and may lose its turn.
  void point(Strand strand) {
    turn += racing ? 1 : 0;
    if (turn > LONGEST && !endless) {
      endless = true;
      find(Finding.Kind.STUCK, "no end after " + LONGEST + " turns: " + strands);
    }
    boolean matters = racing && meetings.isOne(strand.next().place());
    if (!endless && !matters && strand.isAble()) {
      return;
    }
    Strand chosen = endless ? null : choose(strand);
    if (chosen != strand) {
      appointed = chosen;
      giveUpTurn(strand);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // here the scheduler is this class
  private void giveUpTurn(Strand strand) {
    yielding = true;
    Thread.yield();
    if (yielding) {
      throw new IllegalStateException(strand + " is pinned to its carrier and cannot be stopped");
    }
  }

  private @Nullable Strand choose(@Nullable Strand here) {
    var able = new ArrayList<Strand>();
    boolean stays = here != null && here.isAble();
    if (stays) {
      able.add(here);
    }
    for (Strand strand : strands) {
      if (strand != here && strand.isAble()) {
        able.add(strand);
      }
    }
    if (able.isEmpty()) {
      return null;
    }
    return racing && able.size() > 1 ? choose(able, stays) : able.getFirst();
  }

  private @Nullable Strand choose(List<Strand> able, boolean stays) {
    moments++;
    int choice = choice(moment(able, stays));
    if (choice == Chooser.BREAK_OFF) {
      brokenOff = true;
      return null;
    }
    if (choice > 0) {
      switches.add(new Switch(turn, choice));
    }
    if (choice > 0 || !stays) {
      story.add(able.get(choice).toString());
    }
    return able.get(choice);
  }

  private int choice(Moment moment) {
    try {
      return chooser.choose(moment);
    } catch (IllegalStateException astray) {
      wrong = astray; // the search's own, not that of the thread on which it is asked
      return Chooser.BREAK_OFF;
    }
  }

  private Moment moment(List<Strand> able, boolean stays) {
    return before.isEmpty()
        ? new Moment(turn, able, stays, 0, 0)
        : new Moment(turn, able, stays, HappensBefore.of(strands), HappensBefore.standing(strands));
  }

  /// The past with which a new thread begins.
  ///
  /// @param maker the thread that makes it, if one does
  long origin(@Nullable Strand maker) {
    if (maker == null) {
      return HappensBefore.mix(strands.size(), 1);
    }
    maker.past(HappensBefore.mix(maker.past(), 2));
    return HappensBefore.mix(maker.past(), 3);
  }

  /// A thread does something that others may notice.
  void notes(Strand strand, @Nullable Object on, String field, boolean reads) {
    if (racing && before.isPresent()) {
      before.get().uses(strand, on, field, reads);
    }
  }

  private void notes(Object on, boolean reads) {
    Strand strand = Strand.current();
    if (strand != null) {
      notes(strand, on, "", reads);
    }
  }

  @Nullable Strand running() {
    return running;
  }

  /// A strand is about to do its next step, which may have to do with others.
  void uses(Strand strand) {
    if (racing) {
      meetings.saw(strand);
    }
  }

  void threw(Strand strand, Throwable thrown) {
    find(Finding.Kind.THREW, strand.name() + ": " + thrown);
  }

  private void find(Finding.Kind kind, String words) {
    findings.add(new Finding(kind, words));
  }
}
