package dev.handfast.cli.demo;

import dev.handfast.cli.demo.Moment.What;
import dev.handfast.cli.demo.Note.Outcome;
import dev.handfast.message.ChildMessage;
import dev.handfast.message.Handshake;
import dev.handfast.message.Log;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Makes a time-line of what the workers' processes note and the orchestrator's handlers get.
///
/// Any thread may tell it something; it passes moments on one at a time.
final class Narrator implements AutoCloseable {
  private final TimeLine timeLine;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Row> rows = new HashMap<>();
  private boolean over;

  Narrator(TimeLine timeLine) {
    this.timeLine = timeLine;
  }

  /// What is known of one worker.
  private static final class Row {
    private String state = "starting";
    private int accepted;
    private int arrived;
    private int sentInGroup;
    private int refusedInGroup;
    private String refusal = "";
    private final Map<String, Integer> failures = new LinkedHashMap<>();
  }

  void begin(String act, String title, List<String> cast) {
    lock.lock();
    try {
      timeLine.begin(act, title, cast);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the time-line; what is told later, as by processes that are being ended, is not shown.
  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
      timeLine.end();
    } finally {
      lock.unlock();
    }
  }

  /// A worker's process noted something.
  void noted(String worker, Note note) {
    lock.lock();
    try {
      note(worker, row(worker), note);
    } finally {
      lock.unlock();
    }
  }

  /// A handler of the orchestrator got a message.
  void arrived(String worker, ChildMessage message) {
    lock.lock();
    try {
      row(worker).arrived++;
      show(worker, What.ARRIVED, "→ " + message.type() + "  " + words(message));
    } finally {
      lock.unlock();
    }
  }

  /// The orchestrator decided or ordered something.
  void ordered(String worker, String text) {
    lock.lock();
    try {
      show(worker, What.ORDER, "← " + text);
    } finally {
      lock.unlock();
    }
  }

  private void note(String worker, Row row, Note note) {
    switch (note) {
      case Note.Moved(String name) -> {
        row.state = name;
        show(worker, What.STATE, "now " + name);
      }
      case Note.Accepted _ -> {
        row.accepted++;
        row.sentInGroup++;
        show(worker, What.TALLY, "");
      }
      case Note.Refused refused -> {
        row.refusedInGroup++;
        row.refusal = refused.reason();
      }
      case Note.Reached _ -> group(worker, row);
      case Note.Settled(_, Outcome outcome, String cause) -> {
        if (outcome != Outcome.WRITTEN) {
          var _ = row.failures.merge(cause, 1, Integer::sum);
        }
      }
      case Note.Judged _ -> {}
      case Note.Ended _ -> outcomes(worker, row);
    }
  }

  private void group(String worker, Row row) {
    if (row.sentInGroup > 0) {
      show(worker, What.SENT, "%d sends returned".formatted(row.sentInGroup));
    }
    if (row.refusedInGroup > 0) {
      show(worker, What.REFUSED, "%d sends threw: %s".formatted(row.refusedInGroup, row.refusal));
    }
    row.sentInGroup = 0;
    row.refusedInGroup = 0;
  }

  private void outcomes(String worker, Row row) {
    row.failures.forEach(
        (cause, count) ->
            show(worker, What.OUTCOME, "is told that %d failed: %s".formatted(count, cause)));
  }

  private void show(String worker, What what, String text) {
    if (over) {
      return;
    }
    Row row = row(worker);
    timeLine.show(new Moment(worker, row.state, row.accepted, row.arrived, what, text));
  }

  private Row row(String worker) {
    return rows.computeIfAbsent(worker, _ -> new Row());
  }

  private static String words(ChildMessage message) {
    return switch (message) {
      case StatusUpdate update ->
          update.report().message().orElse("") + " (" + update.report().status().wire() + ")";
      case Log log -> log.content();
      case TaskComplete complete -> complete.result().response();
      case TaskError error -> error.error().message();
      case PermissionRequest request -> "may I run " + request.confirmation().toolName() + "?";
      case Handshake handshake -> handshake.childId();
    };
  }
}
