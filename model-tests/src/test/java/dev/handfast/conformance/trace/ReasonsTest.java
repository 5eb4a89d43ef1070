package dev.handfast.conformance.trace;

import static dev.handfast.conformance.trace.HandMade.ACCEPTED;
import static dev.handfast.conformance.trace.HandMade.ASK;
import static dev.handfast.conformance.trace.HandMade.DENY;
import static dev.handfast.conformance.trace.HandMade.HANDSHAKE;
import static dev.handfast.conformance.trace.HandMade.LOG;
import static dev.handfast.conformance.trace.HandMade.REFUSED;
import static dev.handfast.conformance.trace.HandMade.authorizing;
import static dev.handfast.conformance.trace.HandMade.awaitingAck;
import static dev.handfast.conformance.trace.HandMade.orchestrator;
import static dev.handfast.conformance.trace.HandMade.ready;
import static dev.handfast.conformance.trace.HandMade.registered;
import static dev.handfast.conformance.trace.HandMade.worker;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No reason can be taken out of the check unnoticed: each has traces that it alone refuses.
class ReasonsTest {
  private static final List<Class<?>> WHO_OBJECT =
      List.of(
          TraceCheck.class,
          Conversation.class,
          Side.class,
          WorkerSide.class,
          OrchestratorSide.class,
          Outcomes.class,
          Due.class);

  @ParameterizedTest
  @EnumSource
  void each_refuses_traces_that_nothing_else_refuses(Reason reason) {
    var others = EnumSet.complementOf(EnumSet.of(reason));

    assertThat(refusedBy(reason))
        .isNotEmpty()
        .allSatisfy(
            trace -> {
              TraceCheck.Report report = trace.checkedBy(new TraceCheck());
              assertThat(report.impossible()).hasSize(1);
              assertThat(report.impossible().getFirst().rule()).isEqualTo(reason.rule());
              assertThat(report.impossible().getFirst().place().line())
                  .isEqualTo(trace.entries().size());
            })
        .allSatisfy(
            trace ->
                assertThat(trace.checkedBy(new TraceCheck(new Objections(others))).impossible())
                    .extracting(Impossible::message)
                    .as("what else refuses it")
                    .isEmpty());
  }

  /// The step that learns of the write changes the state first, and then tells the outcomes.
  @Test
  void a_ping_that_a_drain_writes_last_has_its_outcome_behind_the_change_of_state() {
    HandMade drained =
        HandMade.orchestrator()
            .received("handshake", "h", HANDSHAKE + ",\"protocol\":" + VERSIONS)
            .goes("Authorizing", "Registered")
            .sent("handshake_ack", "a", ACCEPTED + ",\"protocol\":" + VERSION)
            .goes("Draining")
            .sent("ping", "p", "")
            .goes("HalfClosed")
            .outcome("ping p", "written");

    assertThat(drained.checkedBy(new TraceCheck()).impossible()).isEmpty();
  }

  /// An answer may be given, and leave behind the next time that is asked.
  @Test
  void a_request_that_is_asked_again_ends_the_session_or_was_answered_before() {
    List<HandMade> possible =
        List.of(
            askedAgain().goes("Closed").violation().ended(),
            askedAgain()
                .sent("permission_response", "o", answer("q"))
                .outcome("permission_response o", "written")
                .goes("Closed")
                .ended(),
            askedAgain().goes("Closed").outcome("permission_response o", "failed").ended(),
            askedAgain()
                .goes("Draining", "Closed")
                .outcome("permission_response o", "failed")
                .outcome("permission_response p", "failed")
                .ended(),
            askedAgain()
                .received("permission_request", "r", ASK)
                .sent("permission_response", "o", answer("q"))
                .sent("permission_response", "p", answer("r"))
                .outcome("permission_response o", "written")
                .outcome("permission_response p", "written")
                .goes("Closed")
                .ended(),
            askedAgain().refused().goes("Closed").violation().ended(),
            askedAgain() // behind two answers, and a line that is no text
                .goes("Closed")
                .outcome("permission_response o", "failed")
                .outcome("permission_response p", "failed")
                .violation()
                .ended());

    assertThat(possible)
        .allSatisfy(trace -> assertThat(trace.checkedBy(new TraceCheck()).impossible()).isEmpty());
  }

  @Test
  void a_cancel_in_draining_ends_requests_that_have_not_left() {
    HandMade trace =
        asked()
            .goes("Draining")
            .received("cancel", "c", CANCEL)
            .request("q")
            .refused()
            .request("r")
            .sent("permission_request", "r", ASK)
            .goes("HalfClosed")
            .outcome("permission_request r", "written")
            .received("cancel", "d", CANCEL)
            .goes("Closed")
            .ended();

    assertThat(trace.checkedBy(new TraceCheck()).impossible()).isEmpty();
  }

  /// So that taking out one place is taking out one reason.
  @Test
  void each_is_given_in_one_place() {
    assertThat(WHO_OBJECT.stream().flatMap(ReasonsTest::given))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::name).toList());
  }

  private static Stream<String> given(Class<?> by) {
    String owner = Reason.class.getName().replace('.', '/');
    return ClassFile.of().parse(bytes(by)).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(FieldInstruction.class::isInstance)
        .map(FieldInstruction.class::cast)
        .filter(field -> field.opcode() == Opcode.GETSTATIC)
        .filter(field -> field.owner().asInternalName().equals(owner))
        .map(field -> field.name().stringValue());
  }

  private static byte[] bytes(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The shortest traces whose last entry this reason alone refuses.
  private static List<HandMade> refusedBy(Reason reason) {
    return switch (reason) {
      case NO_SUCH_ROLE -> List.of(worker().stranger());
      case SHOWS_NOTHING -> List.of(worker().nothing(), worker().outcome("log", "failed"));
      case ANOTHER_STATE -> List.of(worker().refusedIn("Ready"));
      case MORE_THAN_WAS_SENT ->
          List.of(authorizing().goes("Registered").and(awaitingAck().received("ping", "p", "")));
      case NOT_WHAT_WAS_SENT ->
          List.of(
              authorizing()
                  .goes("Registered")
                  .sent("handshake_ack", "b", ACCEPTED)
                  .and(awaitingAck().received("handshake_ack", "a", ACCEPTED)));

      case ID_IS_USED -> List.of(ready().sent("log", "m", LOG).sent("log", "m", LOG));
      case LEFT_AFTER_ITS_OUTCOME ->
          List.of(ready().outcome("log m", "failed").sent("log", "m", LOG));
      case TWO_OUTCOMES -> List.of(ready().outcome("log m", "failed").outcome("log m", "failed"));
      case FAILED_AND_LEFT -> List.of(ready().sent("log", "m", LOG).outcome("log m", "failed"));
      case UNKNOWN_FOR_CERTAIN ->
          List.of(
              ready().outcome("log m", "unknown"),
              ready().goes("Closed").outcome("log m", "unknown").outcome("log n", "unknown"));
      case NO_SUCH_OUTCOME -> List.of(ready().outcome("log m", "perhaps"));
      case WRITTEN_OUT_OF_ORDER ->
          List.of(ready().sent("log", "m", LOG).sent("log", "n", LOG).outcome("log n", "written"));
      case WRITTEN_AND_NOT_SENT -> List.of(ready().outcome("log m", "written"));
      case SENT_AMONG_OUTCOMES ->
          List.of(
              ready()
                  .sent("log", "m", LOG)
                  .sent("log", "n", LOG)
                  .outcome("log m", "written")
                  .sent("log", "o", LOG));
      case CHANGED_BEFORE_THE_OUTCOME ->
          List.of(
              ready().sent("log", "m", LOG).goes("Closed"),
              ready()
                  .sent("log", "m", LOG)
                  .sent("log", "n", LOG)
                  .outcome("log m", "written")
                  .goes("HalfClosed"));
      case WENT_ON_BEFORE_THE_OUTCOME ->
          List.of(
              ready().sent("log", "m", LOG).received("ping", "p", ""),
              ready().sent("log", "m", LOG).refused());
      case OUTCOME_COMES_LATE ->
          List.of(
              ready().goes("Closed").ended().outcome("log m", "failed"),
              asked().goes("Closed").request("q").outcome("log m", "failed"));
      case FAILED_AFTER_THE_CLOSE ->
          List.of(ready().goes("HalfClosed", "Closed").outcome("log m", "failed"));
      case UNWRITTEN_HAS_NO_OUTCOME ->
          List.of(
              ready().goes("Draining", "Closed").ended(),
              awaitingAck().outcome("log m", "failed").goes("Finishing", "Closed").ended(),
              registered().goes("Draining", "Closed").ended());
      case NOT_TAKEN_BACK ->
          List.of(
              ready().goes("Draining").outcome("log m", "failed"),
              registered().outcome("permission_response o", "failed"));

      case END_IS_NOT_TOLD -> List.of(ready().goes("Closed").refused());
      case CHANGED_FROM_ELSEWHERE -> List.of(worker().comesFrom("Ready", "Connecting"));
      case NO_WAY -> List.of(worker().goes("AwaitingAck"));
      case PING_TO_A_STRANGER -> List.of(ready().sent("ping", "p", ""));
      case PONG_UNASKED -> List.of(ready().sent("pong", "p", ""));
      case ERROR_IS_NOT_THE_LAST_WORD ->
          List.of(
              ready().sent("protocol_error", "e", ERROR),
              ready()
                  .goes("Closed")
                  .ended()
                  .sent("protocol_error", "e", ERROR)
                  .sent("protocol_error", "f", ERROR));
      case MESSAGE_BEFORE_THE_ACK -> List.of(awaitingAck().sent("log", "m", LOG));
      case MESSAGE_BEFORE_OUR_ACK ->
          List.of(authorizing().goes("Registered").sent("cancel", "c", CANCEL));
      case MESSAGE_BEHIND_THE_LAST -> List.of(ready().goes("HalfClosed").sent("log", "m", LOG));
      case MESSAGE_AFTER_THE_END -> List.of(ready().goes("Closed").ended().sent("log", "m", LOG));
      case IGNORED_WITHOUT_CAUSE -> List.of(ready().ignored("second_ack"));
      case VIOLATION_WITHOUT_CAUSE ->
          List.of(
              ready().violation(),
              ready().goes("Closed").violation().violation(),
              ready().goes("Closed").ended().violation(),
              awaitingAck().received("handshake_ack", "a", REFUSED).goes("Closed").violation());
      case ENDED_BEFORE_THE_END -> List.of(ready().ended(), ready().goes("Closed").ended().ended());
      case VIOLATION_IS_NOT_TOLD -> List.of(ready().line("{").goes("Closed").ended());

      case READY_WITHOUT_AN_ACK ->
          List.of(awaitingAck().goes("Ready"), awaitingAck().goes("Finishing", "Draining"));
      case TWO_HANDSHAKES -> List.of(awaitingAck().sent("handshake", "i", HANDSHAKE));
      case HANDSHAKE_WITHOUT_A_CONNECTION ->
          List.of(
              worker().sent("handshake", "h", HANDSHAKE),
              worker().goes("Connecting").sent("handshake", "h", HANDSHAKE));
      case NOT_A_WORKERS -> List.of(ready().sent("cancel", "c", CANCEL));
      case READ_WITHOUT_A_CONNECTION ->
          List.of(
              worker().received("ping", "p", ""),
              worker().goes("Connecting").received("ping", "p", ""));
      case REQUEST_STAYS_OPEN -> List.of(asked().goes("Closed").ended());
      case REQUEST_ENDS_TWICE -> List.of(asked().request("q").request("q"));
      case REQUEST_ENDS_AFTER_ALL_DID ->
          List.of(
              ready()
                  .goes("Draining")
                  .received("cancel", "c", CANCEL)
                  .received("cancel", "d", CANCEL)
                  .request("q"),
              asked()
                  .goes("Draining")
                  .received("cancel", "c", CANCEL)
                  .request("q")
                  .received("ping", "p", "")
                  .request("r"));
      case REQUEST_ENDS_BEFORE_ITS_MESSAGE -> List.of(awaitingAck().request("q"));
      case REQUEST_ENDS_WITHOUT_AN_OUTCOME -> List.of(awaitingAck().goes("Closed").request("q"));
      case REQUEST_ENDS_OUT_OF_ORDER -> List.of(askedTwice().goes("Closed").request("r"));

      case JUDGED_WITHOUT_A_HANDSHAKE -> List.of(orchestrator().goes("Authorizing"));
      case OPEN_AT_THE_CLOSE ->
          List.of(registered().received("permission_request", "q", ASK).goes("HalfClosed"));
      case TWO_ACKS -> List.of(registered().sent("handshake_ack", "b", ACCEPTED));
      case ACK_OF_ANOTHER_HANDSHAKE ->
          List.of(
              authorizing()
                  .goes("Registered")
                  .sent("handshake_ack", "a", "\"accepted\":true,\"requestId\":\"i\""));
      case ACK_BEFORE_REGISTERED -> List.of(authorizing().sent("handshake_ack", "a", ACCEPTED));
      case REFUSAL_IS_NOT_THE_LAST_WORD ->
          List.of(
              authorizing().sent("handshake_ack", "a", REFUSED),
              authorizing()
                  .goes("Registered", "Closed")
                  .ended()
                  .sent("handshake_ack", "a", REFUSED));
      case ANSWER_TO_NO_REQUEST ->
          List.of(
              registered().sent("permission_response", "o", answer("q")),
              registered()
                  .received("permission_request", "q", ASK)
                  .sent("permission_response", "o", answer("q"))
                  .sent("permission_response", "p", answer("q")));
      case ANSWERS_OVERTAKE ->
          List.of(
              askedAgain()
                  .received("permission_request", "r", ASK)
                  .sent("permission_response", "o", answer("r")));
      case ASKED_AGAIN ->
          List.of(
              askedAgain().goes("Closed").ended(),
              askedAgain().outcome("inject_context o", "failed").goes("Closed").violation().ended(),
              askedAgain().received("ping", "p", "").goes("Closed").violation().ended(),
              askedAgain().line("{").goes("Closed").violation().ended());
      case DENIAL_IS_MISSING ->
          List.of(
              registered()
                  .received("permission_request", "q", ASK)
                  .goes("Draining", "Closed")
                  .outcome("cancel c", "failed")
                  .ended(),
              askedAgain()
                  .goes("Draining", "Closed")
                  .outcome("permission_response o", "failed")
                  .ended());
      case LOST_ANSWER_TO_NO_REQUEST ->
          List.of(
              registered().goes("Closed").outcome("permission_response o", "failed").ended(),
              askedAgain()
                  .goes("Closed")
                  .outcome("permission_response o", "failed")
                  .outcome("permission_response p", "failed")
                  .outcome("permission_response r", "failed")
                  .violation()
                  .ended());
      case NOT_AN_ORCHESTRATORS -> List.of(registered().sent("log", "m", LOG));
      case READ_DURING_THE_VERDICT -> List.of(authorizing().received("ping", "p", ""));
      case REQUEST_OF_AN_ORCHESTRATOR -> List.of(registered().request("q"));

      case LATE_IS_IGNORED ->
          List.of(
              ready().goes("Closed").ended().received("ping", "p", "").refused(),
              ready().goes("Closed").ended().received("new", "n", "").ignored("not_open"));
      case MALFORMED_ENDS ->
          List.of(
              awaitingAck().line("{").refused(),
              ready().line("{").refused(),
              orchestrator().line("{").refused(),
              registered().line("{").refused());
      case UNKNOWN_IS_IGNORED ->
          List.of(
              awaitingAck().received("new", "n", "").refused(),
              registered().received("new", "n", "").refused());
      case ERROR_ENDS ->
          List.of(
              awaitingAck().received("protocol_error", "e", ERROR).refused(),
              registered().received("protocol_error", "e", ERROR).refused());
      case ACK_WITHOUT_A_HANDSHAKE_ENDS ->
          List.of(
              worker()
                  .goes("Connecting", "AwaitingAck")
                  .received("handshake_ack", "a", "\"accepted\":true")
                  .refused());
      case ACK_FOR_ANOTHER_ENDS ->
          List.of(
              awaitingAck()
                  .received("handshake_ack", "a", "\"accepted\":true,\"requestId\":\"i\"")
                  .refused());
      case ACK_OPENS ->
          List.of(
              awaitingAck().received("handshake_ack", "a", ACCEPTED).refused(),
              awaitingAck().goes("Finishing").received("handshake_ack", "a", ACCEPTED).refused());
      case REFUSAL_ENDS -> List.of(awaitingAck().received("handshake_ack", "a", REFUSED).refused());
      case BEFORE_THE_ACK_ENDS -> List.of(awaitingAck().received("cancel", "c", CANCEL).refused());
      case SECOND_ACK_IS_IGNORED ->
          List.of(ready().received("handshake_ack", "b", ACCEPTED).refused());
      case ANSWER_TO_NOTHING_IS_IGNORED ->
          List.of(
              ready().received("permission_response", "o", answer("q")).refused(),
              asked().request("q").received("permission_response", "o", answer("q")).refused());
      case CANCEL_ENDS_REQUESTS ->
          List.of(
              asked().received("cancel", "c", CANCEL).refused(),
              askedTwice().received("cancel", "c", CANCEL).request("q").refused());
      case NOT_FOR_A_WORKER_ENDS -> List.of(ready().received("log", "m", LOG).refused());
      case FAILED_REQUEST_ENDS ->
          List.of(awaitingAck().outcome("permission_request q", "failed").refused());
      case HANDSHAKE_IS_JUDGED ->
          List.of(orchestrator().received("handshake", "h", HANDSHAKE).refused());
      case BEFORE_THE_HANDSHAKE_ENDS -> List.of(orchestrator().received("log", "m", LOG).refused());
      case SECOND_HANDSHAKE_ENDS ->
          List.of(registered().received("handshake", "i", HANDSHAKE).refused());
      case ANOTHERS_CHILD_ID_ENDS ->
          List.of(registered().received("log", "m", LOG.replace("w-1", "w-2")).refused());
      case ASKED_AGAIN_ENDS ->
          List.of(
              registered()
                  .goes("Draining")
                  .received("permission_request", "q", ASK)
                  .received("permission_request", "q", ASK)
                  .refused());
      case NOT_FOR_AN_ORCHESTRATOR_ENDS ->
          List.of(registered().received("cancel", "c", CANCEL).refused());
    };
  }

  private static final String VERSIONS = "{\"versions\":[1],\"capabilities\":[]}";
  private static final String VERSION = "{\"version\":1,\"capabilities\":[]}";
  private static final String CANCEL = "\"reason\":\"enough\"";
  private static final String ERROR = "\"code\":\"malformed\",\"message\":\"m\"";

  private static String answer(String request) {
    return "\"requestId\":\"" + request + "\"" + DENY;
  }

  /// Of an orchestrator that was asked twice, and answered neither.
  private static HandMade askedAgain() {
    return registered()
        .received("permission_request", "q", ASK)
        .received("permission_request", "q", ASK);
  }

  private static HandMade asked() {
    return ready().sent("permission_request", "q", ASK).outcome("permission_request q", "written");
  }

  private static HandMade askedTwice() {
    return asked().sent("permission_request", "r", ASK).outcome("permission_request r", "written");
  }
}
