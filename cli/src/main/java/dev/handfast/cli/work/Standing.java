package dev.handfast.cli.work;

import dev.handfast.message.Decision;
import dev.handfast.message.StatusReport;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// What a worker is doing, put together from its command's life, its questions and its reports.
///
/// Statuses leave in the order in which they came to be. While a question stands, the status is
/// `waiting_permission`, whatever is reported meanwhile. Progress and tokens stay until new ones
/// come. After the last status nothing changes any more.
final class Standing {
  private final Predicate<StatusReport> tell;
  private final ReentrantLock lock = new ReentrantLock();
  private WorkerStatus status = WorkerStatus.STARTING;
  private Optional<String> tool = Optional.empty();
  private OptionalDouble progress = OptionalDouble.empty();
  private Optional<Tokens> tokens = Optional.empty();
  private int questions;
  private long toolCalls;
  private boolean over;

  /// @param tell tells a status, and whether somebody hears it
  Standing(Predicate<StatusReport> tell) {
    this.tell = tell;
  }

  /// The command's life went on.
  void turn(WorkerStatus next) {
    lock.lock();
    try {
      enter(next, Optional.empty());
      say(Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  /// The last status.
  void end(WorkerStatus last, String message) {
    lock.lock();
    try {
      questions = 0;
      enter(last, Optional.empty());
      say(Optional.of(message));
      over = true;
    } finally {
      lock.unlock();
    }
  }

  /// A script reported; false where nobody hears it any more.
  boolean report(StatusReport report) {
    lock.lock();
    try {
      if (report.progress().isPresent()) {
        progress = report.progress();
      }
      tokens = report.tokensUsed().or(() -> tokens);
      if (questions == 0) {
        enter(report.status(), report.currentTool());
      }
      return say(report.message());
    } finally {
      lock.unlock();
    }
  }

  /// A script asks for a tool.
  void ask(String wanted) {
    lock.lock();
    try {
      questions++;
      enter(WorkerStatus.WAITING_PERMISSION, Optional.of(wanted));
      say(Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  /// A question has its answer, or is given up.
  void answer(String wanted, Decision decision) {
    lock.lock();
    try {
      questions--;
      if (questions > 0 || over) {
        return; // another one stands, or the end has been told
      }
      enter(WorkerStatus.THINKING, Optional.empty());
      say(Optional.empty());
      switch (decision) {
        case Decision.Approve _, Decision.ApprovePattern _, Decision.ApproveCategory _ -> {
          enter(WorkerStatus.TOOL_CALL, Optional.of(wanted));
          say(Optional.empty());
        }
        case Decision.Deny _, Decision.Abort _ -> {}
      }
    } finally {
      lock.unlock();
    }
  }

  /// How often a tool was begun.
  long toolCalls() {
    lock.lock();
    try {
      return toolCalls;
    } finally {
      lock.unlock();
    }
  }

  /// The tokens that were reported last.
  Tokens tokens() {
    lock.lock();
    try {
      return tokens.orElse(new Tokens(0, 0));
    } finally {
      lock.unlock();
    }
  }

  /// A tool call begins where its tool was not running already: a script may ask and then report.
  private void enter(WorkerStatus next, Optional<String> nextTool) {
    if (next == WorkerStatus.TOOL_CALL
        && !(status == WorkerStatus.TOOL_CALL && tool.equals(nextTool))) {
      toolCalls++;
    }
    status = next;
    tool = nextTool;
  }

  private boolean say(Optional<String> message) {
    return !over && tell.test(new StatusReport(status, tool, progress, tokens, message));
  }
}
