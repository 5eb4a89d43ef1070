package dev.handfast.cli.delegate.plan;

import dev.handfast.cli.delegate.plan.TaskEffect.Await;
import dev.handfast.cli.delegate.plan.TaskEffect.Conclude;
import dev.handfast.cli.delegate.plan.TaskEffect.End;
import dev.handfast.cli.delegate.plan.TaskEffect.Launch;
import dev.handfast.cli.delegate.plan.TaskEffect.Retry;
import dev.handfast.cli.delegate.plan.TaskEffect.Show;
import dev.handfast.cli.delegate.plan.TaskEvent.CancelRequested;
import dev.handfast.cli.delegate.plan.TaskEvent.Concluded;
import dev.handfast.cli.delegate.plan.TaskEvent.Exited;
import dev.handfast.cli.delegate.plan.TaskEvent.Joined;
import dev.handfast.cli.delegate.plan.TaskEvent.LaunchFailed;
import dev.handfast.cli.delegate.plan.TaskEvent.Launched;
import dev.handfast.cli.delegate.plan.TaskEvent.Left;
import dev.handfast.cli.delegate.plan.TaskEvent.MayJoin;
import dev.handfast.cli.delegate.plan.TaskEvent.OfAttempt;
import dev.handfast.cli.delegate.plan.TaskEvent.Overdue;
import dev.handfast.cli.delegate.plan.TaskEvent.PlaceFound;
import dev.handfast.cli.delegate.plan.TaskEvent.Reported;
import dev.handfast.cli.delegate.plan.TaskEvent.Stumbled;
import dev.handfast.cli.delegate.plan.TaskEvent.TimeUp;
import dev.handfast.cli.delegate.plan.TaskState.Admitted;
import dev.handfast.cli.delegate.plan.TaskState.Alive;
import dev.handfast.cli.delegate.plan.TaskState.Connected;
import dev.handfast.cli.delegate.plan.TaskState.Ending;
import dev.handfast.cli.delegate.plan.TaskState.Final;
import dev.handfast.cli.delegate.plan.TaskState.Finishing;
import dev.handfast.cli.delegate.plan.TaskState.Gone;
import dev.handfast.cli.delegate.plan.TaskState.Launching;
import dev.handfast.cli.delegate.plan.TaskState.Lost;
import dev.handfast.cli.delegate.plan.TaskState.Queued;
import dev.handfast.cli.delegate.plan.TaskState.Running;
import dev.handfast.cli.delegate.plan.TaskState.Starting;
import dev.handfast.cli.delegate.plan.TaskState.Troubled;
import java.util.List;

/// The state machine of one task.
///
/// Whatever decides a task's next state is decided here, and nothing here can see a process, a
/// socket or a clock. One method per state, one `case` per event, no `default`.
///
/// - A task takes a place from `Launching` until its process is gone, and gives it back in `over`.
/// - `over` is the only way out of the states that take a place: to [Final], or to the next
///   attempt.
/// - What a worker has concluded stands; what it tells afterwards changes nothing.
final class TaskLife {
  /// What most of those do not know that never connect.
  private static final String SPEAKS = "with --native the command itself has to speak the protocol";

  private TaskLife() {}

  /// What follows.
  ///
  /// @param next the next state
  /// @param effects what is to be done, in this order
  record Step(TaskState next, List<TaskEffect> effects) {}

  /// Decides what follows from one event; pure and total.
  ///
  /// @param restarts how many further attempts a failed task gets
  static Step step(TaskState state, TaskEvent event, int restarts) {
    if (event instanceof OfAttempt of && of.attempt() != state.attempt()) {
      return go(state); // about an attempt that is over
    }
    return switch (state) {
      case Queued at -> queued(at, event);
      case Launching at -> launching(at, event, restarts);
      case Starting at -> starting(at, event, restarts);
      case Admitted at -> admitted(at, event);
      case Connected at -> connected(at, event);
      case Running at -> running(at, event);
      case Troubled at -> troubled(at, event);
      case Finishing at -> finishing(at, event, restarts);
      case Lost at -> lost(at, event, restarts);
      case Gone at -> gone(at, event, restarts);
      case Ending at -> ending(at, event, restarts);
      case Final at -> go(at);
    };
  }

  private static Step queued(Queued at, TaskEvent event) {
    return switch (event) {
      case PlaceFound _ -> go(new Launching(at.attempt()), new Launch(at.attempt()));
      case CancelRequested(String reason) -> conclude(at, new Outcome.Cancelled(reason));
      case TimeUp(String limit) -> conclude(at, timedOut(limit));
      case Launched _, LaunchFailed _, MayJoin _, Joined _, Reported _, Stumbled _ -> go(at);
      case Concluded _, Left _, Exited _, Overdue _ -> go(at);
    };
  }

  private static Step launching(Launching at, TaskEvent event, int restarts) {
    return switch (event) {
      case Launched _ -> go(new Starting(at.attempt()), new Await(at.attempt(), Wait.CONNECTION));
      case LaunchFailed(_, String reason) -> over(at, Outcome.failedForGood(reason), restarts);
      // nothing to end yet: `ending` sees to it as soon as there is
      case CancelRequested(String reason) ->
          go(new Ending(at.attempt(), new Outcome.Cancelled(reason)));
      case TimeUp(String limit) -> go(new Ending(at.attempt(), timedOut(limit)));
      case Exited(_, int code) -> over(at, neverConnected(code), restarts);
      case PlaceFound _, MayJoin _, Joined _, Reported _, Stumbled _, Concluded _ -> go(at);
      case Left _, Overdue _ -> go(at);
    };
  }

  private static Step starting(Starting at, TaskEvent event, int restarts) {
    return switch (event) {
      case MayJoin _ -> go(new Admitted(at.attempt()));
      case Exited(_, int code) -> over(at, neverConnected(code), restarts);
      case Overdue(_, Wait wait, String patience) when wait == Wait.CONNECTION ->
          end(
              at,
              Outcome.failed(
                  "its process runs, but did not connect within %s (--connect-timeout); %s"
                      .formatted(patience, SPEAKS)));
      case CancelRequested(String reason) -> end(at, new Outcome.Cancelled(reason));
      case TimeUp(String limit) -> end(at, timedOut(limit));
      case PlaceFound _, Launched _, LaunchFailed _, Joined _, Reported _, Stumbled _ -> go(at);
      case Concluded _, Left _, Overdue _ -> go(at);
    };
  }

  private static Step admitted(Admitted at, TaskEvent event) {
    return switch (event) {
      case Joined _ -> go(new Connected(at.attempt()));
      case Overdue(_, Wait wait, String patience) when wait == Wait.CONNECTION ->
          end(
              at,
              Outcome.failed(
                  "it connected, but its handshake did not come to an end within %s (--connect-timeout)"
                      .formatted(patience)));
      case PlaceFound _, Launched _, LaunchFailed _, MayJoin _ -> go(at);
      case Reported _, Stumbled _, Concluded _, Left _ -> go(at);
      case Exited(_, int code) -> gone(at, withoutResult(code));
      case CancelRequested(String reason) -> end(at, new Outcome.Cancelled(reason));
      case TimeUp(String limit) -> end(at, timedOut(limit));
      case Overdue _ -> go(at);
    };
  }

  private static Step connected(Connected at, TaskEvent event) {
    return switch (event) {
      case Reported(_, var update) -> go(new Running(at.attempt()), new Show(update));
      case Stumbled(_, Outcome.Failed error) -> go(new Troubled(at.attempt(), error));
      case Concluded(_, Outcome outcome) -> finish(at, outcome);
      case Left(_, String cause) -> lose(at, leftWithoutResult(cause));
      case Exited(_, int code) -> gone(at, withoutResult(code));
      case CancelRequested(String reason) -> end(at, new Outcome.Cancelled(reason));
      case TimeUp(String limit) -> end(at, timedOut(limit));
      case PlaceFound _, Launched _, LaunchFailed _, MayJoin _, Joined _, Overdue _ -> go(at);
    };
  }

  private static Step running(Running at, TaskEvent event) {
    return switch (event) {
      case Reported(_, var update) -> go(at, new Show(update));
      case Stumbled(_, Outcome.Failed error) -> go(new Troubled(at.attempt(), error));
      case Concluded(_, Outcome outcome) -> finish(at, outcome);
      case Left(_, String cause) -> lose(at, leftWithoutResult(cause));
      case Exited(_, int code) -> gone(at, withoutResult(code));
      case CancelRequested(String reason) -> end(at, new Outcome.Cancelled(reason));
      case TimeUp(String limit) -> end(at, timedOut(limit));
      case PlaceFound _, Launched _, LaunchFailed _, MayJoin _, Joined _, Overdue _ -> go(at);
    };
  }

  private static Step troubled(Troubled at, TaskEvent event) {
    return switch (event) {
      case Reported(_, var update) -> go(at, new Show(update));
      case Stumbled(_, Outcome.Failed error) -> go(new Troubled(at.attempt(), error));
      case Concluded(_, Outcome outcome) -> finish(at, outcome);
      case Left _ -> lose(at, at.error());
      case Exited(_, int code) -> gone(at, ended(code, at.error().and(Exit.said(code))));
      case CancelRequested(String reason) -> end(at, new Outcome.Cancelled(reason));
      case TimeUp(String limit) -> end(at, timedOut(limit));
      case PlaceFound _, Launched _, LaunchFailed _, MayJoin _, Joined _, Overdue _ -> go(at);
    };
  }

  private static Step finishing(Finishing at, TaskEvent event, int restarts) {
    return switch (event) {
      case Exited _ -> over(at, at.outcome(), restarts);
      case Overdue(_, Wait wait, _) when wait == Wait.EXIT_AFTER_RESULT ->
          go(at, new End(at.attempt(), "the task has its result"));
      case CancelRequested(String reason) ->
          go(new Finishing(at.attempt(), last(at.outcome())), new End(at.attempt(), reason));
      case TimeUp _ -> go(at); // the result came in time
      case PlaceFound _, Launched _, LaunchFailed _, MayJoin _, Joined _, Left _ -> go(at);
      case Reported _, Stumbled _, Concluded _, Overdue _ -> go(at);
    };
  }

  private static Step lost(Lost at, TaskEvent event, int restarts) {
    return switch (event) {
      case Exited(_, int code) ->
          over(at, ended(code, at.failure().and(Exit.said(code))), restarts);
      case Overdue(_, Wait wait, _) when wait == Wait.EXIT_AFTER_LOSS ->
          end(at, at.failure().and("its process went on and was ended"));
      case MayJoin _ -> // the same process, on a new connection
          go(new Admitted(at.attempt()), new Await(at.attempt(), Wait.CONNECTION));
      case CancelRequested(String reason) -> end(at, new Outcome.Cancelled(reason));
      case TimeUp(String limit) -> end(at, timedOut(limit));
      case PlaceFound _, Launched _, LaunchFailed _, Joined _, Left _, Overdue _ -> go(at);
      case Reported _, Stumbled _, Concluded _ -> go(at);
    };
  }

  private static Step gone(Gone at, TaskEvent event, int restarts) {
    return switch (event) {
      case Concluded(_, Outcome outcome) -> over(at, outcome, restarts);
      case Stumbled(_, Outcome.Failed error) when at.outcome() instanceof Outcome.Failed ->
          go(new Gone(at.attempt(), error));
      case Left _ -> over(at, at.outcome(), restarts);
      case Overdue(_, Wait wait, _) when wait == Wait.LAST_WORDS ->
          over(at, at.outcome(), restarts);
      case CancelRequested _ -> go(new Gone(at.attempt(), last(at.outcome())));
      case TimeUp _ -> go(at);
      case PlaceFound _, Launched _, LaunchFailed _, MayJoin _, Joined _ -> go(at);
      case Reported _, Stumbled _, Exited _, Overdue _ -> go(at);
    };
  }

  private static Step ending(Ending at, TaskEvent event, int restarts) {
    return switch (event) {
      case Launched _ -> go(at, new End(at.attempt(), at.outcome().reason()));
      case LaunchFailed _, Exited _ -> over(at, at.outcome(), restarts);
      case CancelRequested(String reason) when at.outcome() instanceof Outcome.Failed ->
          go(new Ending(at.attempt(), new Outcome.Cancelled(reason)));
      case PlaceFound _, CancelRequested _, TimeUp _, MayJoin _, Joined _, Left _ -> go(at);
      case Reported _, Stumbled _, Concluded _, Overdue _ -> go(at);
    };
  }

  // The ways from one state to another.

  /// The only way out of the states that take a place.
  private static Step over(Alive at, Outcome outcome, int restarts) {
    return switch (outcome) {
      case Outcome.Failed failure
          when failure.retry() == Outcome.Retry.MAY_HELP && at.attempt() <= restarts ->
          go(new Queued(at.attempt() + 1), new Retry(failure));
      case Outcome.Failed _, Outcome.Succeeded _, Outcome.Cancelled _, Outcome.TimedOut _ ->
          conclude(at, outcome);
    };
  }

  /// The only way into [Final].
  private static Step conclude(TaskState at, Outcome outcome) {
    return go(new Final(at.attempt(), outcome), new Conclude(outcome));
  }

  private static Step finish(Alive at, Outcome outcome) {
    return go(
        new Finishing(at.attempt(), outcome), new Await(at.attempt(), Wait.EXIT_AFTER_RESULT));
  }

  private static Step lose(Alive at, Outcome.Failed failure) {
    return go(new Lost(at.attempt(), failure), new Await(at.attempt(), Wait.EXIT_AFTER_LOSS));
  }

  private static Step gone(Alive at, Outcome outcome) {
    return go(new Gone(at.attempt(), outcome), new Await(at.attempt(), Wait.LAST_WORDS));
  }

  private static Step end(Alive at, Outcome outcome) {
    return go(new Ending(at.attempt(), outcome), new End(at.attempt(), outcome.reason()));
  }

  private static Step go(TaskState next, TaskEffect... effects) {
    return new Step(next, List.of(effects));
  }

  // What became of it.

  private static Outcome neverConnected(int code) {
    return ended(
        code, Outcome.failed("it did not connect: %s; %s".formatted(Exit.said(code), SPEAKS)));
  }

  private static Outcome withoutResult(int code) {
    return ended(code, Outcome.failed("it ended without a result: " + Exit.said(code)));
  }

  /// Ctrl-C reaches every process of a terminal: a worker's end by it may be heard before our own
  /// order to call everything off.
  private static Outcome ended(int code, Outcome.Failed failure) {
    return code == Exit.INTERRUPTED
        ? new Outcome.Cancelled("its process was interrupted")
        : failure;
  }

  private static Outcome.Failed leftWithoutResult(String cause) {
    return Outcome.failed("its connection ended without a result (" + cause + ")");
  }

  private static Outcome.TimedOut timedOut(String limit) {
    return new Outcome.TimedOut("not done within " + limit);
  }

  private static Outcome last(Outcome outcome) {
    return outcome instanceof Outcome.Failed failure ? failure.last() : outcome;
  }
}
