package dev.handfast.cli.delegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskLifeTest {
  private static final TaskState.Final DONE = new TaskState.Final(1, Samples.SUCCESS);

  private final List<TaskEffect> effects = new ArrayList<>();

  @Test
  void a_task_that_all_goes_well_for() {
    assertThat(connected(new TaskEvent.Reported(1, Samples.THINKING)))
        .isEqualTo(new TaskState.Running(1));
    assertThat(connected(concluded(), new TaskEvent.Left(1, "peer closed"), exited(0)))
        .isEqualTo(DONE);
  }

  @Test
  void a_result_that_is_handled_after_the_exit_is_noticed_counts_all_the_same() {
    assertThat(connected(exited(0), concluded(), new TaskEvent.Left(1, "peer closed")))
        .isEqualTo(DONE);
  }

  @Test
  void an_exit_that_is_noticed_before_the_worker_is_seen_to_join_waits_for_its_messages() {
    TaskState state =
        play(
            new TaskState.Starting(1),
            new TaskEvent.MayJoin(1),
            exited(0),
            new TaskEvent.Joined(1),
            new TaskEvent.Reported(1, Samples.THINKING),
            concluded());

    assertThat(state).isEqualTo(DONE);
  }

  @Race("D4")
  @Test
  void a_worker_that_exits_well_without_a_result_has_failed() {
    assertThat(reason(connected(exited(0), new TaskEvent.Left(1, "peer closed"))))
        .isEqualTo("it ended without a result: exit code 0");
    assertThat(reason(connected(new TaskEvent.Left(1, "peer closed"), exited(0))))
        .isEqualTo("its connection ended without a result (peer closed); exit code 0");
  }

  @Race("D4")
  @Test
  void a_worker_that_never_connects_has_failed() {
    assertThat(reason(play(new TaskState.Starting(1), exited(0))))
        .startsWith("it did not connect: exit code 0; with --native the command itself");
    assertThat(play(new TaskState.Starting(1), new TaskEvent.Overdue(1, Wait.CONNECTION, "1m")))
        .isInstanceOf(TaskState.Ending.class);
    assertThat(effects).anyMatch(TaskEffect.End.class::isInstance);
  }

  @Test
  void a_worker_that_goes_on_without_its_connection_is_ended_and_has_failed() {
    TaskState state =
        connected(
            new TaskEvent.Left(1, "it broke the protocol"),
            new TaskEvent.Overdue(1, Wait.EXIT_AFTER_LOSS, "5s"));

    assertThat(effects).endsWith(new TaskEffect.End(1, reasonOf(state)));
    assertThat(reason(play(state, exited(143)))).contains("it broke the protocol", "was ended");
  }

  @Test
  void a_worker_that_is_killed_names_the_signal() {
    assertThat(reason(connected(exited(137), new TaskEvent.Left(1, "reset"))))
        .isEqualTo("it ended without a result: exit code 137 (signal 9)");
  }

  @Race("D6")
  @Test
  void a_late_status_changes_no_result_and_is_not_shown() {
    var late = new TaskEvent.Reported(1, Samples.THINKING);
    for (TaskState settled :
        List.of(
            DONE,
            new TaskState.Finishing(1, Samples.SUCCESS),
            new TaskState.Ending(1, new Outcome.Cancelled("enough")))) {
      assertThat(play(settled, late)).isEqualTo(settled);
    }
    assertThat(effects).isEmpty();
  }

  @Test
  void a_worker_that_has_its_result_and_does_not_end_is_ended_and_keeps_its_result() {
    TaskState state =
        connected(concluded(), new TaskEvent.Overdue(1, Wait.EXIT_AFTER_RESULT, "5s"));

    assertThat(effects).anyMatch(TaskEffect.End.class::isInstance);
    assertThat(play(state, exited(137))).isEqualTo(DONE);
  }

  @Test
  void a_cancel_while_the_process_is_being_started_ends_it_as_soon_as_it_is_there() {
    TaskState state = play(new TaskState.Launching(1), new TaskEvent.CancelRequested("enough"));

    assertThat(effects).isEmpty();
    assertThat(play(state, new TaskEvent.Launched(1), exited(143)))
        .isEqualTo(new TaskState.Final(1, new Outcome.Cancelled("enough")));
    assertThat(effects).contains(new TaskEffect.End(1, "enough"));
  }

  @Test
  void a_cancel_ends_every_state_but_a_result_that_has_come_stands() {
    for (TaskState state : states()) {
      TaskState after =
          play(
              state,
              new TaskEvent.CancelRequested("enough"),
              new TaskEvent.Launched(1),
              exited(0),
              new TaskEvent.Left(1, "peer closed"));
      assertThat(after).as("from " + state).isInstanceOf(TaskState.Final.class);
    }
  }

  @Test
  void an_end_by_ctrl_c_is_a_cancel_whether_or_not_ours_has_come() {
    Outcome.Failed failure = Outcome.failed("in vain");
    List<TaskState> alive =
        List.of(
            new TaskState.Launching(1),
            new TaskState.Starting(1),
            new TaskState.Admitted(1),
            new TaskState.Connected(1),
            new TaskState.Running(1),
            new TaskState.Troubled(1, failure),
            new TaskState.Lost(1, failure));
    for (TaskState state : alive) {
      assertThat(
              play(
                  state,
                  exited(130),
                  new TaskEvent.CancelRequested("interrupted"),
                  new TaskEvent.Left(1, "peer closed")))
          .as("from " + state)
          .isEqualTo(new TaskState.Final(1, new Outcome.Cancelled("its process was interrupted")));
    }
  }

  @Race("D3")
  @Test
  void a_failure_is_tried_again_as_often_as_asked_and_counted() {
    TaskState state = new TaskState.Starting(1);
    state = TaskLife.step(state, exited(1), 2).next();
    assertThat(state).isEqualTo(new TaskState.Queued(2));
    state = TaskLife.step(new TaskState.Starting(2), new TaskEvent.Exited(2, 1), 2).next();
    assertThat(state).isEqualTo(new TaskState.Queued(3));
    state = TaskLife.step(new TaskState.Starting(3), new TaskEvent.Exited(3, 1), 2).next();
    assertThat(state).isInstanceOf(TaskState.Final.class);
  }

  @Race("D5")
  @Test
  void what_no_attempt_mends_is_not_tried_again() {
    assertThat(
            TaskLife.step(
                    new TaskState.Launching(1), new TaskEvent.LaunchFailed(1, "no such file"), 5)
                .next())
        .isEqualTo(new TaskState.Final(1, Outcome.failedForGood("no such file")));
  }

  @Test
  void what_an_earlier_attempt_left_behind_means_nothing_to_the_next() {
    var second = new TaskState.Running(2);
    for (TaskEvent event : Samples.events(1)) {
      if (event instanceof TaskEvent.OfAttempt) {
        assertThat(play(second, event)).as(event.toString()).isEqualTo(second);
      }
    }
    assertThat(effects).isEmpty();
  }

  private static List<TaskState> states() {
    Outcome.Failed failure = Outcome.failed("in vain");
    return List.of(
        new TaskState.Queued(1),
        new TaskState.Launching(1),
        new TaskState.Starting(1),
        new TaskState.Admitted(1),
        new TaskState.Connected(1),
        new TaskState.Running(1),
        new TaskState.Troubled(1, failure),
        new TaskState.Finishing(1, failure),
        new TaskState.Lost(1, failure),
        new TaskState.Gone(1, failure),
        new TaskState.Ending(1, failure),
        DONE);
  }

  private TaskState connected(TaskEvent... events) {
    return play(new TaskState.Connected(1), events);
  }

  private TaskState play(TaskState from, TaskEvent... events) {
    TaskState state = from;
    for (TaskEvent event : events) {
      TaskLife.Step step = TaskLife.step(state, event, 0);
      effects.addAll(step.effects());
      state = step.next();
    }
    return state;
  }

  private static TaskEvent concluded() {
    return new TaskEvent.Concluded(1, Samples.SUCCESS);
  }

  private static TaskEvent exited(int code) {
    return new TaskEvent.Exited(1, code);
  }

  private static String reason(TaskState state) {
    assertThat(state).isInstanceOf(TaskState.Final.class);
    return state instanceof TaskState.Final(_, Outcome outcome) ? outcome.reason() : "";
  }

  private static String reasonOf(TaskState state) {
    return state instanceof TaskState.Ending(_, Outcome outcome) ? outcome.reason() : "";
  }
}
