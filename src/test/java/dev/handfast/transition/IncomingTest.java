package dev.handfast.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.Message;
import dev.handfast.message.Ping;
import dev.handfast.message.Pong;
import dev.handfast.message.ProtocolChoice;
import dev.handfast.message.ProtocolError;
import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IncomingTest {
  private static final String CHILD = Samples.CHILD;
  private static final Handshake HANDSHAKE = Samples.handshake().handshake();

  static List<Message> reports() {
    var result =
        TaskResult.builder()
            .success(true)
            .response("done")
            .toolCallCount(1)
            .tokensUsed(new Tokens(1, 2))
            .duration(Duration.ofMillis(5))
            .branch("main")
            .commits(0)
            .build();
    return List.of(
        new StatusUpdate("m", 0, CHILD, StatusReport.of(WorkerStatus.IDLE)),
        new Log("m", 0, CHILD, LogLevel.INFO, "x"),
        new TaskComplete("m", 0, CHILD, result),
        new TaskError("m", 0, CHILD, TaskFailure.fatal("x")));
  }

  static List<Message> orders() {
    return List.of(
        new HandshakeAck("o", 0, Optional.empty(), Answer.accepted()),
        Samples.response(1).response(),
        new Cancel("o", 0, Optional.empty()),
        new InjectContext("o", 0, "x", List.of()));
  }

  @ParameterizedTest
  @MethodSource("reports")
  @Rule("HF-15")
  void a_report_names_its_child(Message report) {
    assertThat(Incoming.toOrchestrator(report))
        .isEqualTo(new ServerEvent.ReportReceived(CHILD, report));
  }

  @ParameterizedTest
  @MethodSource("reports")
  @Rule("HF-17")
  void a_worker_gets_no_reports(Message report) {
    assertThat(Incoming.toWorker(report, "m-1")).isEqualTo(new WrongDirection(report.type()));
  }

  @ParameterizedTest
  @MethodSource("orders")
  @Rule("HF-17")
  void an_orchestrator_gets_no_orders(Message order) {
    assertThat(Incoming.toOrchestrator(order)).isEqualTo(new WrongDirection(order.type()));
  }

  @Test
  @Rule("HF-17")
  void a_worker_gets_neither_handshake_nor_question() {
    Message question = Samples.question(CHILD, "q").request();

    assertThat(Incoming.toWorker(HANDSHAKE, "m-1")).isEqualTo(new WrongDirection("handshake"));
    assertThat(Incoming.toWorker(question, "m-1"))
        .isEqualTo(new WrongDirection("permission_request"));
    assertThat(Incoming.toOrchestrator(HANDSHAKE))
        .isEqualTo(new ServerEvent.HandshakeReceived(HANDSHAKE));
    assertThat(Incoming.toOrchestrator(question)).isEqualTo(Samples.question(CHILD, "q"));
  }

  @Test
  @Rule({"HF-6", "HF-26", "HF-29"})
  void an_ack_is_ours_if_it_names_our_handshake_or_none() {
    assertThat(Incoming.toWorker(ack(Optional.empty(), Answer.accepted()), "m-1"))
        .isInstanceOfSatisfying(
            ClientEvent.AckAccepted.class,
            ack -> assertThat(ack.peer()).isEqualTo(ClientEvent.PeerKind.PLAIN));
    assertThat(Incoming.toWorker(ack(Optional.of("m-1"), extended()), "m-1"))
        .isInstanceOfSatisfying(
            ClientEvent.AckAccepted.class,
            ack -> assertThat(ack.peer()).isEqualTo(ClientEvent.PeerKind.EXTENDED));
    assertThat(Incoming.toWorker(ack(Optional.of("m-2"), Answer.accepted()), "m-1"))
        .isEqualTo(new ClientEvent.AckMisaddressed("m-2", "m-1"));
    assertThat(Incoming.toWorker(ack(Optional.empty(), Answer.refused("no")), "m-1"))
        .isEqualTo(new ClientEvent.AckRefused("no"));
  }

  @Test
  void a_worker_gets_answers_and_orders() {
    assertThat(Incoming.toWorker(Samples.response(1).response(), "m-1"))
        .isEqualTo(Samples.response(1));
    assertThat(Incoming.toWorker(Samples.cancel().cancel(), "m-1")).isEqualTo(Samples.cancel());
    assertThat(Incoming.toWorker(Samples.order().order(), "m-1")).isEqualTo(Samples.order());
  }

  @Test
  void what_serves_the_connection_means_the_same_to_both() {
    var error = new ProtocolError("x", 0, "invalid_json", "no", Optional.empty());

    assertThat(List.of(worker(new Ping("x", 0)), orchestrator(new Ping("x", 0))))
        .containsOnly(new PingReceived());
    assertThat(List.of(worker(new Pong("x", 0)), orchestrator(new Pong("x", 0))))
        .containsOnly(new PongReceived());
    assertThat(List.of(worker(error), orchestrator(error)))
        .containsOnly(new ProtocolErrorReceived("invalid_json", "no"));
  }

  private static Object worker(Message message) {
    return Incoming.toWorker(message, "m-1");
  }

  private static Object orchestrator(Message message) {
    return Incoming.toOrchestrator(message);
  }

  private static HandshakeAck ack(Optional<String> requestId, Answer answer) {
    return new HandshakeAck("o", 0, requestId, answer);
  }

  private static Answer extended() {
    var choice = new ProtocolChoice(ProtocolChoice.VERSION, List.of());
    return new Answer.Accepted(
        Optional.empty(), Optional.empty(), Optional.of(choice), Optional.of("s"));
  }
}
