package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.delegate.plan.TaskState;
import dev.handfast.cli.json.JsonLines;
import dev.handfast.message.Decision;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.Message;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;

/// Each event as a JSON object on a line of its own; the last one is the summary.
final class JsonView implements View {
  private static final MessageWriter WRITER = new MessageWriter();

  private final JsonLines lines;

  JsonView(PrintWriter out) {
    this.lines = new JsonLines(out);
  }

  @Override
  public void begun(Order order) {
    lines.event(
        "begun",
        to -> {
          to.writeNumberProperty("tasks", order.tasks().size());
          to.writeNumberProperty("maxWorkers", order.limits().places());
          to.writeNumberProperty("restarts", order.limits().restarts());
        });
  }

  @Override
  public void moved(String task, TaskState from, TaskState to) {
    if (!from.word().equals(to.word())) {
      lines.event(
          "state",
          json -> {
            json.writeStringProperty("childId", task);
            json.writeStringProperty("state", to.word());
            json.writeNumberProperty("attempt", to.attempt());
            if (to instanceof TaskState.Final(_, Outcome outcome)) {
              json.writeStringProperty("reason", outcome.reason());
            }
          });
    }
  }

  @Override
  public void reported(String task, StatusUpdate update) {
    StatusReport report = update.report();
    lines.event(
        StatusUpdate.TYPE,
        to -> {
          to.writeStringProperty("childId", task);
          to.writeStringProperty("status", report.status().wire());
          report.currentTool().ifPresent(tool -> to.writeStringProperty("currentTool", tool));
          report.progress().ifPresent(progress -> to.writeNumberProperty("progress", progress));
          report
              .tokensUsed()
              .ifPresent(
                  tokens -> {
                    to.writeObjectPropertyStart("tokensUsed");
                    to.writeNumberProperty("input", tokens.input());
                    to.writeNumberProperty("output", tokens.output());
                    to.writeEndObject();
                  });
          message(update, to);
        });
  }

  @Override
  public void said(String task, Log log) {
    lines.event(
        Log.TYPE,
        to -> {
          to.writeStringProperty("childId", task);
          to.writeStringProperty("level", log.level().wire());
          to.writeStringProperty("content", log.content());
          message(log, to);
        });
  }

  /// No message has brought it, so there is none to tell.
  @Override
  public void wrote(String task, String line) {
    lines.event(
        Log.TYPE,
        to -> {
          to.writeStringProperty("childId", task);
          to.writeStringProperty("level", LogLevel.TEXT.wire());
          to.writeStringProperty("content", line);
        });
  }

  @Override
  public void retried(String task, int attempt, Outcome.Failed failure) {
    lines.event(
        "restart",
        to -> {
          to.writeStringProperty("childId", task);
          to.writeNumberProperty("attempt", attempt);
          to.writeStringProperty("reason", failure.reason());
        });
  }

  @Override
  public void asked(String task, PermissionRequest request) {
    lines.event(
        PermissionRequest.TYPE,
        to -> {
          to.writeStringProperty("childId", task);
          to.writeStringProperty("requestId", request.id());
          to.writeStringProperty("toolName", request.confirmation().toolName());
          message(request, to);
        });
  }

  @Override
  public void answered(String task, PermissionRequest request, Decision decision) {
    lines.event(
        "permission_answer",
        to -> {
          to.writeStringProperty("childId", task);
          to.writeStringProperty("requestId", request.id());
          to.writeStringProperty("result", Answers.word(decision));
        });
  }

  @Override
  public void noted(String note) {
    lines.event("note", to -> to.writeStringProperty("message", note));
  }

  @Override
  public void finished(Summary summary) {
    lines.event("summary", to -> write(summary, to));
  }

  @Override
  public void close() {}

  private static void write(Summary summary, JsonGenerator to) {
    for (String word : new String[] {"succeeded", "failed", "cancelled", "timed_out"}) {
      to.writeNumberProperty(word.equals("timed_out") ? "timedOut" : word, summary.count(word));
    }
    to.writeArrayPropertyStart("tasks");
    for (Summary.End end : summary.ends()) {
      to.writeStartObject();
      to.writeStringProperty("childId", end.id());
      to.writeStringProperty("outcome", end.outcome().word());
      to.writeStringProperty("reason", end.outcome().reason());
      to.writeNumberProperty("attempts", end.attempts());
      to.writeNumberProperty("duration", end.took().toMillis());
      if (end.outcome() instanceof Outcome.Succeeded(var result)) {
        to.writeStringProperty("branch", result.branch());
        to.writeNumberProperty("commits", result.commits());
        array("filesChanged", result.filesChanged(), to);
      } else {
        array("lastLines", end.lastLines(), to);
      }
      end.kept().ifPresent(kept -> to.writeStringProperty("kept", kept));
      to.writeEndObject();
    }
    to.writeEndArray();
  }

  /// As on the wire, and as `handfast serve` tells it.
  private static void message(Message message, JsonGenerator to) {
    to.writeName("message");
    to.writeRawValue(WRITER.write(message).text());
  }

  private static void array(String name, Iterable<String> texts, JsonGenerator to) {
    to.writeArrayPropertyStart(name);
    texts.forEach(to::writeString);
    to.writeEndArray();
  }
}
