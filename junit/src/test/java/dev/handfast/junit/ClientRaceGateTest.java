package dev.handfast.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.subject.ClientUnderTest;
import dev.handfast.conformance.subject.Feature;
import dev.handfast.conformance.subject.Life;
import dev.handfast.conformance.subject.Listener;
import dev.handfast.conformance.subject.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The gate fails for a faulty client, and its message is complete; what it cannot try it skips,
/// and says why.
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ClientRaceGateTest {
  private static final String SOCKET = "no_race_shows_over_a_socket";
  private static final String MEMORY = "no_race_shows_in_memory";
  private static final String SCHEDULES = "no_race_shows_under_schedules";

  private static final Script FLUSH =
      Script.of(
          new Step.Send(Caller.A),
          new Step.Send(Caller.B),
          Step.says(Word.ACCEPT),
          new Step.Send(Caller.C));

  private static final Pattern TOKEN = Pattern.compile("-Dhandfast\\.gate\\.token='([^']+)'");

  /// Far more than any of these faults needs.
  abstract static class LongGate extends ClientRaceGate {
    @Override
    protected Duration budget() {
      return Duration.ofMinutes(1);
    }

    @Override
    protected Duration patience() {
      return Duration.ofSeconds(1);
    }
  }

  static class LosesTheSecond extends LongGate {
    @Override
    protected ClientUnderTest client() {
      return new FaultyUnderTest.LosesTheSecond();
    }
  }

  static class TellsTwice extends LongGate {
    @Override
    protected ClientUnderTest client() {
      return new FaultyUnderTest.TellsTwice();
    }
  }

  static class HasNoTime extends LosesTheSecond {
    @Override
    protected Duration budget() {
      return Duration.ZERO;
    }
  }

  static class QueuesWithoutALock extends LongGate {
    @Override
    protected ClientUnderTest client() {
      return new FaultyUnderTest.QueuesWithoutALock();
    }
  }

  static class WithoutASeam extends LongGate {
    @Override
    protected ClientUnderTest client() {
      return new ClientUnderTest() {
        @Override
        public Set<Feature> features() {
          return Set.of();
        }

        @Override
        public Life start(Settings settings, Listener listener) {
          throw new IllegalStateException("nobody starts it");
        }

        @Override
        public String name() {
          return "closed client";
        }
      };
    }
  }

  @Test
  void over_a_socket_a_race_is_told_as_a_rule_a_script_a_diagram_and_a_token() {
    String message = failure(run(TellsTwice.class, SOCKET, Map.of()));

    assertThat(message)
        .startsWith("HF-5, One outcome per message: outcome of A1: ")
        .contains(
            "life that shows it:\n    1. connects\n    2. A sends\n    3. peer says ACCEPT\n",
            "program",
            "peer")
        .contains("5 times of 5", "again: run TellsTwice with the system property ");
    showsAgain(TellsTwice.class, SOCKET, message);
  }

  @Test
  void in_memory_a_race_is_told_as_a_rule_a_script_a_diagram_and_a_token() {
    String message = failure(run(LosesTheSecond.class, MEMORY, Map.of()));

    assertThat(message)
        .startsWith("HF-5, One outcome per message: outcome of A2: ")
        .contains(
            "life that shows it:\n    1. connects\n    2. A sends\n    3. A sends\n",
            "program",
            "peer")
        .contains("5 times of 5", "again: run LosesTheSecond with the system property ");
    showsAgain(LosesTheSecond.class, MEMORY, message);
  }

  @Test
  void a_race_of_threads_that_no_script_shows_is_found_under_schedules() {
    String message = failure(run(QueuesWithoutALock.class, SCHEDULES, Map.of()));

    assertThat(message)
        .contains(
            "the race: sends against the flush", "who gets a turn, and where:", "sender a at ");
    showsAgain(QueuesWithoutALock.class, SCHEDULES, message);
    assertThat(run(QueuesWithoutALock.class, MEMORY, token(message)).getStatus())
        .as("a token for another test")
        .isEqualTo(TestExecutionResult.Status.ABORTED);
  }

  @Test
  void scripts_alone_do_not_show_it() {
    assertThat(
            run(
                    QueuesWithoutALock.class,
                    MEMORY,
                    Map.of(
                        "handfast.gate.token",
                        new Token(new Recording.ClientLife(FLUSH)).toString()))
                .getStatus())
        .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
  }

  @ParameterizedTest
  @ValueSource(strings = {MEMORY, SCHEDULES})
  void without_a_seam_the_test_is_skipped_and_says_why(String test) {
    TestExecutionResult result = run(WithoutASeam.class, test, Map.of());

    assertThat(result.getStatus()).isEqualTo(TestExecutionResult.Status.ABORTED);
    assertThat(result.getThrowable().orElseThrow())
        .hasMessageContaining("closed client is no ClientOnSeams");
  }

  @ParameterizedTest
  @ValueSource(strings = {SOCKET, MEMORY, SCHEDULES})
  void who_has_tried_nothing_does_not_pass(String test) {
    assertThat(failure(run(HasNoTime.class, test, Map.of())))
        .isEqualTo("nothing was tried: the budget of 0 ms was over before it began");
  }

  private static void showsAgain(
      Class<? extends ClientRaceGate> gate, String test, String message) {
    assertThat(failure(run(gate, test, token(message))))
        .as("what its token shows")
        .startsWith(message.lines().findFirst().orElseThrow());
  }

  private static Map<String, String> token(String message) {
    Matcher token = TOKEN.matcher(message);
    assertThat(token.find()).as(message).isTrue();
    return Map.of("handfast.gate.token", token.group(1));
  }

  private static String failure(TestExecutionResult result) {
    assertThat(result.getStatus()).isEqualTo(TestExecutionResult.Status.FAILED);
    return String.valueOf(result.getThrowable().orElseThrow().getMessage());
  }

  /// Runs one test of a gate, as JUnit does, with system properties that are gone afterwards.
  private static TestExecutionResult run(
      Class<? extends ClientRaceGate> gate, String test, Map<String, String> properties) {
    var results = new HashMap<String, TestExecutionResult>();
    properties.forEach(System::setProperty);
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request().selectors(selectMethod(gate, test)).build(),
              new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                  results.put(id.getDisplayName(), result);
                }
              });
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
    return results.get(test + "()");
  }
}
