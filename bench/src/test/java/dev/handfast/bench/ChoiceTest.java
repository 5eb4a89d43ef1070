package dev.handfast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.bench.report.Placement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What `--only` leaves of a plan.
class ChoiceTest {
  private static final List<Task> ALL = Plan.of(Effort.core(), Placement.GIVEN);

  @Test
  void who_waits_is_played_with_the_round_trip_of_c() {
    assertThat(chosen("wait", "handfast")).containsExactly("rtt, c", "wait, handfast");
    assertThat(chosen("wait-one-core", "netty"))
        .containsExactly("rtt-one-core, c", "wait-one-core, netty");
  }

  @Test
  void a_contender_is_played_with_c_in_all_that_it_takes_part_in() {
    assertThat(chosen("junix"))
        .containsExactly(
            "rtt, c", "rtt, junix", "one-way, c", "one-way, junix", "batch, c", "batch, junix");
  }

  @Test
  void without_a_name_all_is_played() {
    assertThat(Choice.of(ALL, List.of(), Optional.empty())).isEqualTo(ALL);
  }

  @Test
  void turns_on_given_cores_are_refused_with_the_reason_why_there_are_none() {
    List<Task> unplaced = Plan.of(Effort.core(), List.of());
    assertThatThrownBy(
            () ->
                Choice.of(
                    unplaced, List.of("rtt-two-cores"), Optional.of("taskset: not installed")))
        .hasMessage(
            "--only: got `rtt-two-cores`, which needs two cores and taskset (taskset: not"
                + " installed); leave it away, or run where it has them");
  }

  private static List<String> chosen(String... names) {
    return Choice.of(ALL, List.of(names), Optional.empty()).stream().map(Task::name).toList();
  }
}
