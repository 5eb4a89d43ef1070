package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Runs groups of cases with subjects, several at a time.
///
/// The smoke case of a group is run before the rest of it; where it hangs, that rest, and whatever
/// comes after the group, is blocked. For one thread.
public final class Suite implements AutoCloseable {
  /// 200 ms: cases whose verdict a standstill could turn leave 300 ms at least, of which the pause
  /// between two drips takes 50 and a beat of the metronome 10. Behind a longer one a right subject
  /// may come too late, and a wrong one pass.
  private static final Duration STILL = Duration.ofMillis(200);

  private final Subjects subjects;
  private final Options options;
  private final BiFunction<String, Way, String> again;
  private final Consumer<CaseResult> listener;
  private final long began = System.nanoTime();
  private final ExecutorService threads;
  private final BlockingQueue<Subject> free = new LinkedBlockingQueue<>();
  private final List<Subject> all = new ArrayList<>();
  private final Set<String> hung = new HashSet<>();

  /// A suite.
  ///
  /// @param again the command that runs the case of an id once more, in the same way
  /// @param listener hears of each result as it comes, from any thread
  /// @throws IOException where a subject cannot be started
  public Suite(
      Subjects subjects,
      Options options,
      BiFunction<String, Way, String> again,
      Consumer<CaseResult> listener)
      throws IOException {
    this.subjects = subjects;
    this.options = options;
    this.again = again;
    this.listener = listener;
    this.threads = Executors.newFixedThreadPool(options.jobs(), Thread.ofVirtual().factory());
    add();
  }

  private Subject add() throws IOException {
    Subject subject = subjects.start();
    all.add(subject);
    free.add(subject);
    return subject;
  }

  /// What is tested.
  public String name() {
    return all.getFirst().name();
  }

  /// What cases need and the driver does not know; of one without a driver nothing is asked.
  public SortedSet<String> lacking(List<Group> groups) {
    Subject any = all.getFirst();
    var lacking = new TreeSet<String>();
    if (any.isDriven()) {
      groups.stream()
          .flatMap(group -> group.cases().stream())
          .flatMap(test -> test.needs().stream())
          .filter(feature -> !any.has(feature))
          .forEach(lacking::add);
    }
    return lacking;
  }

  /// Runs them.
  ///
  /// @return what came of each case, in order, for each way
  public List<CaseResult> run(List<Group> groups) {
    var results = new ArrayList<CaseResult>();
    try {
      int cases = groups.stream().mapToInt(group -> group.cases().size()).sum();
      while (all.size() < Math.min(options.jobs(), cases)) {
        add();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    for (Way way : Way.values()) {
      if (options.ways().contains(way)) {
        try (var _ = way == Way.LOADED ? new Load() : null) {
          results.addAll(run(groups, way));
        }
      }
    }
    return results;
  }

  /// The rest of a group does not wait for that of the one before it.
  private List<CaseResult> run(List<Group> groups, Way way) {
    hung.clear();
    var running = new ArrayList<Future<CaseResult>>();
    for (Group group : groups) {
      running.stream().filter(Future::isDone).forEach(Suite::result); // a driver's fault ends it
      running.addAll(start(group, way));
    }
    return running.stream().map(Suite::result).toList();
  }

  private List<Future<CaseResult>> start(Group group, Way way) {
    if (hung.contains(group.after())) {
      hung.add(group.name());
      return blocked(group.cases(), way, "the smoke case of " + group.after() + " hung");
    }
    var running = new ArrayList<>(start(group.cases().subList(0, 1), way));
    List<Case> rest = group.cases().subList(1, group.cases().size());
    if (result(running.getFirst()).verdict() == Verdict.HUNG) {
      hung.add(group.name());
      running.addAll(blocked(rest, way, "the smoke case of this group hung"));
    } else {
      running.addAll(start(rest, way));
    }
    return running;
  }

  private List<Future<CaseResult>> blocked(List<Case> cases, Way way, String why) {
    return cases.stream().map(test -> done(notRun(test, way, Verdict.BLOCKED, why))).toList();
  }

  private static Future<CaseResult> done(CaseResult result) {
    return CompletableFuture.completedFuture(result);
  }

  private CaseResult notRun(Case test, Way way, Verdict verdict, String why) {
    var result =
        new CaseResult(test.info(), way.toString(), verdict, Optional.empty(), why, Duration.ZERO);
    listener.accept(result);
    return result;
  }

  private List<Future<CaseResult>> start(List<Case> cases, Way way) {
    return cases.stream().map(test -> threads.submit(task(test, way))).toList();
  }

  private static CaseResult result(Future<CaseResult> running) {
    try {
      return running.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the suite was interrupted", interrupted);
    }
  }

  private Callable<CaseResult> task(Case test, Way way) {
    return () -> {
      Optional<String> why = whyNot(test, way);
      if (why.isPresent()) {
        return notRun(test, way, Verdict.NOT_APPLICABLE, why.get());
      }
      if (isSpent()) {
        return notRun(test, way, Verdict.NOT_RUN, "the budget was spent");
      }
      Subject subject = free.take();
      try {
        return test.timed() ? timed(test, subject, way) : told(played(test, subject, way));
      } finally {
        free.add(subject);
      }
    };
  }

  private boolean isSpent() {
    return System.nanoTime() - began > options.budget().toNanos();
  }

  /// A case of time says nothing where the machine had none: it is played again.
  private CaseResult timed(Case test, Subject subject, Way way) {
    var most = Duration.ZERO;
    int plays = 0;
    do {
      plays++;
      try (var metronome = new Metronome()) {
        CaseResult result = played(test, subject, way);
        Duration still = metronome.stopped();
        if (still.compareTo(STILL) < 0) {
          return told(result);
        }
        most = still.compareTo(most) > 0 ? still : most;
      }
    } while (plays < options.plays() && !isSpent() && !Thread.currentThread().isInterrupted());
    return notRun(
        test,
        way,
        Verdict.NOT_RUN,
        "it is about time, and this machine stood still in each of %d plays, for up to %d ms"
            .formatted(plays, most.toMillis()));
  }

  private CaseResult played(Case test, Subject subject, Way way) {
    CaseResult result =
        Play.of(test, subject, way, options.patience(), again.apply(test.info().id(), way));
    if (result.verdict().isBad()) {
      subject.kill();
    }
    return result;
  }

  private CaseResult told(CaseResult result) {
    listener.accept(result);
    return result;
  }

  private Optional<String> whyNot(Case test, Way way) {
    Subject any = all.getFirst();
    if (test.timed() && way != Way.PLAIN) {
      return Optional.of("it is about a time-out");
    }
    if (!any.isDriven()) {
      return test.isForTheWire() ? Optional.empty() : Optional.of("it needs a driver");
    }
    return test.needs().stream()
        .filter(feature -> !any.has(feature))
        .sorted()
        .findFirst()
        .map(feature -> "the driver does not know " + feature);
  }

  /// Ends the cases that still run, then their subjects.
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      var _ = threads.awaitTermination(options.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    all.forEach(Subject::close);
  }

  /// Something else to do for every processor, twice.
  private static final class Load implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();

    Load() {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        Thread.ofPlatform().daemon().name("load").start(this::work);
      }
    }

    private void work() {
      while (!over.get()) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      over.set(true);
    }
  }
}
