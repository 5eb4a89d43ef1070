package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// In which order cases are played and told.
class SuiteTest {
  /// 1 min, which only means that it hangs.
  private static final long HUNG_SECONDS = 60;

  @Test
  void a_group_does_not_wait_for_the_rest_of_the_one_before_it() throws IOException {
    List<Case> three = quick();
    var first = new Group("first", "a smoke case and one that waits", "", three.subList(0, 2));
    var second = new Group("second", "a smoke case", "first", three.subList(2, 3));
    var told = new CountDownLatch(1);
    var options =
        new Options(2, Runs.HUNG, Duration.ofMinutes(5), Set.of(Way.PLAIN), Options.PLAYS);
    try (var suite =
        new Suite(
            Subjects.driven("client", Peers.right("python", "client")),
            options,
            (id, _) -> id.equals(id(three.get(1))) ? whenCame(told, id) : id,
            result -> {
              if (result.info().id().equals(id(three.get(2)))) {
                told.countDown();
              }
            })) {
      List<CaseResult> results = suite.run(List.of(first, second));

      assertThat(results)
          .extracting(result -> result.info().id())
          .containsExactlyElementsOf(three.stream().map(SuiteTest::id).toList());
      assertThat(results).extracting(CaseResult::verdict).containsOnly(Verdict.PASSED);
    }
  }

  /// Some cases that are not about time and need nothing special.
  private static List<Case> quick() throws IOException {
    return Cases.of("client").stream()
        .flatMap(group -> group.cases().stream())
        .filter(test -> !test.timed() && test.needs().isEmpty())
        .limit(3)
        .toList();
  }

  private static String id(Case test) {
    return test.info().id();
  }

  private static String whenCame(CountDownLatch told, String id) {
    try {
      assertThat(told.await(HUNG_SECONDS, TimeUnit.SECONDS)).as("the second group began").isTrue();
      return id;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
