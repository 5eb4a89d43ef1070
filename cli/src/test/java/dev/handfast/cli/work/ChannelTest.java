package dev.handfast.cli.work;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.LogLevel;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.Tokens;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ChannelTest {
  @TempDir private Path directory;

  @Test
  void a_grandchild_asks_and_exits_as_the_answer_says() {
    Map<String, Decision> answers =
        Map.of(
            "yes",
            Decision.approve(),
            "no",
            Decision.deny(),
            "stop",
            Decision.abort(),
            "ever",
            Decision.approvePattern("e*"));
    try (var orchestrator =
        Orchestrator.at(socket(), ask -> answers.get(ask.confirmation().toolName()))) {
      hire(
          "for t in yes no stop ever; do sh -c \"handfast ask $t --input '{\\\"n\\\":1}'"
              + " --dangerous why; echo $t \\$?\"; done");

      assertThat(orchestrator.lines(LogLevel.TEXT))
          .containsExactly("yes 0", "no 1", "stop 2", "ever 0");
      assertThat(orchestrator.statuses())
          .containsExactly(
              "starting",
              "thinking",
              "waiting_permission yes",
              "thinking",
              "tool_call yes",
              "waiting_permission no",
              "thinking",
              "waiting_permission stop",
              "thinking",
              "waiting_permission ever",
              "thinking",
              "tool_call ever",
              "complete");
      Confirmation first = requests(orchestrator).getFirst().confirmation();
      assertThat(first.input().text()).isEqualTo("{\"n\":1}");
      assertThat(first.dangerReason()).hasValue("why");
      assertThat(orchestrator.result().toolCallCount()).isEqualTo(2);
    }
  }

  @Test
  void what_a_script_reports_reaches_the_orchestrator_in_order() {
    try (var orchestrator = Orchestrator.at(socket())) {
      hire(
          "handfast report --progress 40 --tool mvn --tokens 12,3 && "
              + "handfast report --status idle --message resting; echo $?");

      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("0");
      assertThat(
              orchestrator.all().stream()
                  .filter(StatusUpdate.class::isInstance)
                  .map(message -> ((StatusUpdate) message).report())
                  .skip(2)
                  .limit(2)
                  .map(StatusReport::toString))
          .containsExactly(
              "StatusReport[status=TOOL_CALL, currentTool=Optional[mvn],"
                  + " progress=OptionalDouble[40.0], tokensUsed=Optional[Tokens[input=12,"
                  + " output=3]], message=Optional.empty]",
              "StatusReport[status=IDLE, currentTool=Optional.empty,"
                  + " progress=OptionalDouble[40.0], tokensUsed=Optional[Tokens[input=12,"
                  + " output=3]], message=Optional[resting]]");
      assertThat(orchestrator.result().tokensUsed()).isEqualTo(new Tokens(12, 3));
    }
  }

  @Test
  void a_cancel_withdraws_the_question_and_ends_the_script() throws Exception {
    var asked = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    try (var orchestrator = Orchestrator.at(socket(), waiting(asked, over))) {
      Hired hired = Hired.sh(socket(), "trap '' TERM; handfast ask slow; echo $?", "--grace", "20");
      asked.await();

      var _ = orchestrator.worker().cancel("never mind");
      Command work = hired.await();
      over.countDown();

      assertThat(work.exitCode()).isEqualTo(1);
      assertThat(orchestrator.statuses()).endsWith("cancelled");
    }
  }

  @Test
  void outside_of_a_worker_there_is_no_channel() {
    Command ask = handfast("ask", "shell");
    assertThat(ask.exitCode()).isEqualTo(69);
    assertThat(ask.err()).startsWith("handfast ask: HANDFAST_CHANNEL is not set; this works only");
    assertThat(handfast("report", "--progress", "1").exitCode()).isEqualTo(69);
  }

  @Test
  void a_wrong_question_is_a_usage_error_with_a_code_that_is_no_answer() {
    assertThat(handfast("ask").exitCode()).isEqualTo(64);
    assertThat(handfast("ask", "t", "--input", "[1]").exitCode()).isEqualTo(64);
    assertThat(handfast("ask", "t", "--input", "{").exitCode()).isEqualTo(64);
    assertThat(handfast("ask", "t", "--nonsense").exitCode()).isEqualTo(64);
    assertThat(handfast("ask", "t", "--input", "[1]").err())
        .startsWith("--input: got [1], wanted a JSON object");
  }

  @Test
  void a_wrong_report_is_a_usage_error() {
    for (String wrong :
        new String[] {
          "--progress=101", "--progress=x", "--tokens=1", "--tokens=-1,2", "--status=x"
        }) {
      assertThat(handfast("report", wrong)).as(wrong).returns(2, Command::exitCode);
    }
    assertThat(handfast("report", "--status", "complete").err())
        .contains("the worker tells by itself");
  }

  private static Function<PermissionRequest, Decision> waiting(
      CountDownLatch asked, CountDownLatch over) {
    return _ -> {
      asked.countDown();
      try {
        over.await();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      return Decision.approve();
    };
  }

  private static java.util.List<PermissionRequest> requests(Orchestrator orchestrator) {
    return orchestrator.all().stream()
        .filter(PermissionRequest.class::isInstance)
        .map((Message message) -> (PermissionRequest) message)
        .toList();
  }

  private void hire(String script) {
    assertThat(Hired.sh(socket(), script).await()).isEqualTo(new Command(0, "", ""));
  }

  private Path socket() {
    return directory.resolve("o.sock");
  }
}
