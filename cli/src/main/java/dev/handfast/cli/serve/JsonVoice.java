package dev.handfast.cli.serve;

import dev.handfast.Violation;
import dev.handfast.cli.json.JsonLines;
import dev.handfast.cli.permission.DecisionJson;
import dev.handfast.message.Decision;
import dev.handfast.message.Message;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.PermissionResponse;
import dev.handfast.server.StopReport;
import dev.handfast.server.Worker;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Tells another program: each happening is a JSON object on a line, messages as on the wire.
final class JsonVoice implements Voice {
  private static final MessageWriter WRITER = new MessageWriter();

  private final JsonLines lines;
  private final Discretion discretion;

  JsonVoice(JsonLines lines, Discretion discretion) {
    this.lines = lines;
    this.discretion = discretion;
  }

  @Override
  public boolean tell(Happening happening) {
    return lines.event(name(happening), to -> fields(happening, to));
  }

  private static String name(Happening happening) {
    return switch (happening) {
      case Happening.Listening _ -> "listening";
      case Happening.Joined _ -> "joined";
      case Happening.Left _ -> "left";
      case Happening.Said said -> said.message().type();
      case Happening.Ponged _ -> "pong";
      case Happening.Decided _ -> PermissionResponse.TYPE;
      case Happening.NotAnswered _ -> "answer_refused";
      case Happening.Violated _ -> "violation";
      case Happening.Refused _ -> "refused";
      case Happening.LeftOut _ -> "left_out";
      case Happening.Obeyed _, Happening.Listed _ -> "result";
      case Happening.Misread _ -> "error";
      case Happening.Stopped _ -> "stopped";
    };
  }

  private void fields(Happening happening, JsonGenerator to) {
    switch (happening) {
      case Happening.Listening(var socket) -> {
        to.writeStringProperty("socket", socket.toString());
        to.writeNumberProperty("pid", ProcessHandle.current().pid());
      }
      case Happening.Joined(Worker worker) -> {
        who(worker, to);
        message(worker.handshake(), to);
      }
      case Happening.Left(Worker worker, var cause) -> {
        who(worker, to);
        to.writeStringProperty("cause", discretion.cause(cause));
      }
      case Happening.Said(Worker worker, var message) -> {
        who(worker, to);
        message(message, to);
      }
      case Happening.Ponged(Worker worker) -> who(worker, to);
      case Happening.Decided(Worker worker, var request, var decision) -> {
        who(worker, to);
        to.writeStringProperty("requestId", request.id());
        raw("result", result(decision), to);
      }
      case Happening.NotAnswered(Worker worker, var request, var decision, var why) -> {
        who(worker, to);
        to.writeStringProperty("requestId", request.id());
        raw("result", result(decision), to);
        Outcome.refused(why)
            .why(discretion)
            .ifPresent(cause -> to.writeStringProperty("cause", cause));
      }
      case Happening.Violated violated -> violation(violated, to);
      case Happening.Refused(String connection, Optional<String> childId, var cause) -> {
        to.writeStringProperty("connection", connection);
        childId.ifPresent(id -> to.writeStringProperty("childId", id));
        to.writeStringProperty("cause", discretion.cause(cause));
      }
      case Happening.LeftOut(long count) -> to.writeNumberProperty("count", count);
      case Happening.Obeyed(Order order, Outcome outcome) -> {
        order(order, to);
        outcome(outcome, to);
      }
      case Happening.Listed listed -> {
        order(listed.order(), to);
        outcome(new Outcome.Done(), to);
        to.writeArrayPropertyStart("workers");
        listed.workers().forEach(worker -> worker(worker, to));
        to.writeEndArray();
      }
      case Happening.Misread misread -> {
        to.writeNumberProperty("line", misread.line());
        misread.tag().ifPresent(tag -> raw("tag", tag, to));
        to.writeStringProperty("got", discretion.text(misread.got()));
        to.writeStringProperty("wanted", misread.wanted());
      }
      case Happening.Stopped(StopReport report) -> sessions(report, to);
    }
  }

  private void violation(Happening.Violated violated, JsonGenerator to) {
    Violation violation = violated.violation();
    to.writeStringProperty("connection", violated.connection());
    violated.worker().ifPresent(worker -> who(worker, to));
    to.writeStringProperty("code", violation.code().wire());
    to.writeStringProperty("state", violation.state());
    to.writeStringProperty("where", violation.fault().where());
    to.writeStringProperty("got", discretion.text(violation.fault().got()));
    to.writeStringProperty("wanted", violation.fault().wanted());
    to.writeStringProperty("cause", discretion.cause(violation));
  }

  private static void order(Order order, JsonGenerator to) {
    order.tag().ifPresent(tag -> raw("tag", tag, to));
    to.writeStringProperty("command", order.command());
  }

  private void outcome(Outcome outcome, JsonGenerator to) {
    if (outcome instanceof Outcome.Delivered delivered) {
      to.writeStringProperty("childId", delivered.childId());
      to.writeNumberProperty("epoch", delivered.epoch());
      to.writeStringProperty("messageId", delivered.messageId());
    }
    if (outcome instanceof Outcome.Disconnected(long epoch, var session)) {
      to.writeStringProperty("childId", session.childId());
      to.writeNumberProperty("epoch", epoch);
      ended(session, to);
    }
    to.writeStringProperty("outcome", outcome.word());
    outcome.why(discretion).ifPresent(cause -> to.writeStringProperty("cause", cause));
    if (outcome instanceof Outcome.ToAll(var workers)) {
      to.writeObjectPropertyStart("workers");
      workers.forEach(
          (childId, one) -> {
            to.writeObjectPropertyStart(childId);
            to.writeStringProperty("outcome", one.word());
            one.why(discretion).ifPresent(cause -> to.writeStringProperty("cause", cause));
            to.writeEndObject();
          });
      to.writeEndObject();
    }
  }

  private void worker(Worker worker, JsonGenerator to) {
    to.writeStartObject();
    who(worker, to);
    message(worker.handshake(), to);
    to.writeEndObject();
  }

  private void sessions(StopReport report, JsonGenerator to) {
    to.writeArrayPropertyStart("sessions");
    for (StopReport.Ended ended : report.sessions()) {
      to.writeStartObject();
      to.writeStringProperty("childId", ended.childId());
      ended(ended, to);
      to.writeEndObject();
    }
    to.writeEndArray();
  }

  private void ended(StopReport.Ended session, JsonGenerator to) {
    to.writeStringProperty("cause", discretion.cause(session.cause()));
    to.writeNumberProperty("undelivered", session.undelivered().size());
  }

  private String result(Decision decision) {
    String json = DecisionJson.of(decision);
    return decision instanceof Decision.ApprovePattern ? discretion.object(json) : json;
  }

  private static void who(Worker worker, JsonGenerator to) {
    to.writeStringProperty("childId", worker.childId());
    to.writeNumberProperty("epoch", worker.epoch());
  }

  private void message(Message message, JsonGenerator to) {
    raw("message", discretion.object(WRITER.write(message).text()), to);
  }

  private static void raw(String name, String json, JsonGenerator to) {
    to.writeName(name);
    to.writeRawValue(json);
  }
}
