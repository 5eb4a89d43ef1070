package dev.handfast.cli.delegate;

import dev.handfast.message.StatusReport;
import dev.handfast.message.Tokens;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One worker in the live table.
final class Row {
  private final String id;
  private String word = "queued";
  private int attempt = 1;
  private String status = "";
  private Optional<String> tool = Optional.empty();
  private OptionalDouble progress = OptionalDouble.empty();
  private Optional<Tokens> tokens = Optional.empty();
  private String line = "";
  private @Nullable Long started;
  private @Nullable Long ended;

  Row(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /// What a person reads of its state: what the worker tells is more than that it runs.
  String state() {
    String shown = word.equals("running") && !status.isEmpty() ? status : word;
    String brief = shown.equals("waiting_permission") ? "asking" : shown; // has no room
    return (attempt > 1 ? attempt + ": " : "") + brief.replace('_', ' ');
  }

  String word() {
    return word;
  }

  String tool() {
    return tool.orElse("");
  }

  OptionalDouble progress() {
    return progress;
  }

  Optional<Tokens> tokens() {
    return tokens;
  }

  String line() {
    return line;
  }

  Duration time(long now) {
    long from = started == null ? now : started;
    return Duration.ofNanos((ended == null ? now : ended) - from);
  }

  boolean hasStarted() {
    return started != null;
  }

  void started(String now, int number, long nanos) {
    if (started == null && !now.equals("queued")) {
      started = nanos;
    }
    if (number != attempt) {
      tool = Optional.empty();
      progress = OptionalDouble.empty();
      status = "";
    }
    word = now;
    attempt = number;
  }

  void ended(String reason, long nanos) {
    ended = nanos;
    tool = Optional.empty();
    progress = OptionalDouble.empty();
    line = reason;
  }

  void reported(StatusReport report) {
    status = report.status().wire();
    tool = report.currentTool();
    if (report.progress().isPresent()) {
      progress = report.progress();
    }
    if (report.tokensUsed().isPresent()) {
      tokens = report.tokensUsed();
    }
    report.message().ifPresent(this::said);
  }

  void said(String text) {
    if (ended == null && !text.isBlank()) {
      line = text.strip();
    }
  }
}
