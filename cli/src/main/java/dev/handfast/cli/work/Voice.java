package dev.handfast.cli.work;

import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusReport;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Everything that a worker says: to its orchestrator, and to the reader of its events.
///
/// What is said after the connection's end is counted, not sent: the end itself is told elsewhere.
/// Where the orchestrator reads slowly, whoever speaks waits.
final class Voice {
  private final HandfastClient client;
  private final Events events;
  private final AtomicLong unsaid = new AtomicLong();

  Voice(HandfastClient client, Events events) {
    this.client = client;
    this.events = events;
  }

  void log(LogLevel level, String line) {
    events.tell("log", Map.of("level", level.wire(), "content", line));
    try {
      var _ = client.log(level, line);
    } catch (HandfastException.Closed _) {
      unsaid.incrementAndGet();
    }
  }

  /// Tells a status; false where nobody hears it any more.
  boolean status(StatusReport report) {
    events.tell("status_update", fields(report));
    try {
      var _ = client.status(report);
      return true;
    } catch (HandfastException.Closed _) {
      return false;
    }
  }

  /// The receipt of the result; empty where nobody hears it any more.
  Optional<Receipt> complete(TaskResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("response", result.response());
    fields.put("duration", result.duration().toMillis());
    fields.put("branch", result.branch());
    fields.put("commits", result.commits());
    fields.put("filesChanged", result.filesChanged());
    events.tell("task_complete", Map.of("result", fields));
    try {
      return Optional.of(client.complete(result));
    } catch (HandfastException.Closed _) {
      return Optional.empty();
    }
  }

  /// The receipt of the failure; empty where nobody hears it any more.
  Optional<Receipt> fail(TaskFailure failure) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("message", failure.message());
    failure.code().ifPresent(code -> fields.put("code", code));
    fields.put("recoverable", failure.recoverable());
    events.tell("task_error", Map.of("error", fields));
    try {
      return Optional.of(client.fail(failure));
    } catch (HandfastException.Closed _) {
      return Optional.empty();
    }
  }

  /// Tells only the reader of events.
  void event(String event, Map<String, ?> fields) {
    events.tell(event, fields);
  }

  /// How many lines were said when nobody heard them any more.
  long unsaid() {
    return unsaid.get();
  }

  private static Map<String, Object> fields(StatusReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", report.status().wire());
    report.currentTool().ifPresent(tool -> fields.put("currentTool", tool));
    report.progress().ifPresent(progress -> fields.put("progress", progress));
    report
        .tokensUsed()
        .ifPresent(
            tokens ->
                fields.put(
                    "tokensUsed", Map.of("input", tokens.input(), "output", tokens.output())));
    report.message().ifPresent(message -> fields.put("message", message));
    return fields;
  }
}
