package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.delegate.plan.TaskState;
import dev.handfast.cli.permission.Prompt;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Visible;
import dev.handfast.message.Decision;
import dev.handfast.message.Log;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A table at the bottom of the terminal, drawn again in place; a question puts it aside.
final class LiveView implements View {
  /// 100 ms between two drawings: quick enough for eyes, little enough for a processor.
  private static final long FRAME_MILLIS = 100;

  private final Tty tty;
  private final Screen screen;
  private final TableText text;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final ScheduledExecutorService painter =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("table").factory());
  private final List<String> notes = new ArrayList<>();
  private boolean aside;
  private boolean resized;
  private boolean closed;

  LiveView(Tty tty, Screen screen) {
    this.tty = tty;
    this.screen = screen;
    this.text = new TableText(screen.paint());
  }

  @Override
  public void begun(Order order) {
    locked(
        () -> {
          order.tasks().forEach(task -> rows.put(task.id(), new Row(task.id())));
          tty.echo(false);
        });
    var _ =
        painter.scheduleAtFixedRate(
            () -> locked(this::draw), 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void moved(String task, TaskState from, TaskState to) {
    long now = System.nanoTime();
    row(
        task,
        row -> {
          row.started(to.word(), to.attempt(), now);
          if (to instanceof TaskState.Final(_, Outcome outcome)) {
            row.ended(SummaryText.headline(outcome), now);
          }
        });
  }

  @Override
  public void reported(String task, StatusUpdate update) {
    row(task, row -> row.reported(update.report()));
  }

  @Override
  public void said(String task, Log log) {
    log.content().lines().forEach(line -> wrote(task, line));
  }

  @Override
  public void wrote(String task, String line) {
    row(task, row -> row.said(line));
  }

  @Override
  public void retried(String task, int attempt, Outcome.Failed failure) {
    row(task, row -> row.said("again after: " + SummaryText.headline(failure)));
  }

  @Override
  public void asked(String task, PermissionRequest request) {
    row(task, row -> row.said("asks to use " + request.confirmation().toolName()));
  }

  @Override
  public void answered(String task, PermissionRequest request, Decision decision) {
    row(
        task,
        row -> row.said(Answers.word(decision) + " for " + request.confirmation().toolName()));
  }

  @Override
  public void noted(String note) {
    locked(() -> notes.add("handfast: " + Visible.of(note)));
  }

  /// The same prompt, with the table put aside while a question stands.
  Prompt aside(Prompt prompt) {
    return (lines, question) -> {
      locked(this::putAside);
      try {
        return prompt.ask(lines, question);
      } finally {
        locked(this::goOn);
      }
    };
  }

  /// The terminal has another size now.
  void resized() {
    locked(() -> resized = true);
  }

  @Override
  public void finished(Summary summary) {
    locked(
        () -> {
          putAside();
          SummaryText.lines(summary, screen.paint()).forEach(screen.out()::println);
          screen.out().flush();
        });
  }

  @Override
  public void close() {
    painter.shutdownNow();
    locked(
        () -> {
          if (!closed) {
            putAside();
            closed = true;
            tty.close();
          }
        });
  }

  private void putAside() {
    if (!aside && !closed) {
      tty.erase();
      print();
      tty.echo(true);
    }
    aside = true;
  }

  private void goOn() {
    if (!closed) {
      tty.echo(false);
      aside = false;
    }
  }

  private void draw() {
    if (aside || closed) {
      return;
    }
    if (resized) {
      resized = false;
      tty.resized();
    }
    if (!notes.isEmpty()) {
      tty.erase();
      print();
    }
    tty.draw(text.lines(List.copyOf(rows.values()), tty.columns(), tty.rows(), System.nanoTime()));
  }

  private void print() {
    notes.forEach(screen.out()::println);
    screen.out().flush();
    notes.clear();
  }

  private void row(String task, Consumer<Row> change) {
    locked(() -> Optional.ofNullable(rows.get(task)).ifPresent(change));
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
