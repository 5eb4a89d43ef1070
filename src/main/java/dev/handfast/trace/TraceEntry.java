package dev.handfast.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One line of a wire trace.
///
/// @param time when, by the wall clock of the process that wrote it
/// @param role `worker` or `orchestrator`: the side that wrote it
/// @param connection that side's name of the connection
/// @param state that side's state after the event
/// @param event `sent`, `received`, `state`, `outcome`, `request`, `refused`, `ignored`,
///   `violation`, `ended` or `dropped`
/// @param frame the frame's text, for `sent` and `received`
/// @param message the id and type of the message that an outcome belongs to
/// @param outcome `written`, `failed` or `unknown`, for `outcome`
/// @param detail everything else, in words
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TraceEntry(
    Instant time,
    String role,
    String connection,
    String state,
    String event,
    Optional<String> frame,
    Optional<String> message,
    Optional<String> outcome,
    Optional<String> detail) {

  private static final JsonMapper MAPPER = new JsonMapper();

  /// The entry of an event, without what a user typed: frames lose the values that a redaction
  /// names, and reasons are told by their kind.
  public static TraceEntry redacted(HandfastEvent event, Redaction redaction) {
    HandfastEvent.At at = event.at();
    return switch (event) {
      case HandfastEvent.FrameSent(_, String frame) -> frame(at, "sent", redaction.apply(frame));
      case HandfastEvent.FrameReceived(_, String frame) ->
          frame(at, "received", redaction.apply(frame));
      case HandfastEvent.Settled(_, String id, String type, Delivery delivery) ->
          outcome(at, type + " " + id, delivery, FailureCause::summary, CloseCause::summary);
      case HandfastEvent.RequestEnded(_, String id, var outcome) ->
          detail(at, "request", id + ": " + outcome.summary());
      case HandfastEvent.Violated(_, var violation) -> detail(at, "violation", violation.summary());
      case HandfastEvent.Ended(_, var cause) -> detail(at, "ended", cause.summary());
      case HandfastEvent.StateChanged _,
          HandfastEvent.SendRefused _,
          HandfastEvent.Ignored _,
          HandfastEvent.EventsDropped _ ->
          of(event);
    };
  }

  /// The entry of an event.
  public static TraceEntry of(HandfastEvent event) {
    HandfastEvent.At at = event.at();
    return switch (event) {
      case HandfastEvent.FrameSent(_, String frame) -> frame(at, "sent", frame);
      case HandfastEvent.FrameReceived(_, String frame) -> frame(at, "received", frame);
      case HandfastEvent.StateChanged(_, String from) ->
          detail(at, "state", from + " → " + at.state());
      case HandfastEvent.Settled(_, String id, String type, Delivery delivery) ->
          outcome(at, type + " " + id, delivery, FailureCause::message, CloseCause::message);
      case HandfastEvent.RequestEnded(_, String id, var outcome) ->
          detail(at, "request", id + ": " + outcome.message());
      case HandfastEvent.SendRefused(_, String type, String reason) ->
          detail(at, "refused", type + ": " + reason);
      case HandfastEvent.Ignored(_, String why, String what) ->
          detail(at, "ignored", why + ": " + what);
      case HandfastEvent.Violated(_, var violation) -> detail(at, "violation", violation.message());
      case HandfastEvent.Ended(_, var cause) -> detail(at, "ended", cause.message());
      case HandfastEvent.EventsDropped(_, long count) ->
          detail(at, "dropped", count + " events left out: the listener is too slow");
    };
  }

  /// Reads one line of a trace.
  ///
  /// @throws IllegalArgumentException where the line is no trace entry
  public static TraceEntry parse(String line) {
    try {
      @Nullable TraceEntry entry = MAPPER.readValue(line, TraceEntry.class);
      if (entry == null || !entry.isWhole()) {
        throw noEntry(line);
      }
      return entry;
    } catch (JacksonException _) {
      throw noEntry(line);
    }
  }

  /// A file may hold anything: what every entry has may be absent from a line of it.
  private boolean isWhole() {
    return Stream.<@Nullable Object>of(time, role, connection, state, event)
        .allMatch(Objects::nonNull);
  }

  private static IllegalArgumentException noEntry(String line) {
    return new IllegalArgumentException(
        "no trace entry: got %s, wanted an object with time, role, connection, state and event"
            .formatted(shortened(line)));
  }

  /// The entry as one line of JSON, without a newline.
  public String json() {
    return MAPPER.writeValueAsString(this);
  }

  private static String shortened(String line) {
    int most = 80;
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }

  private static TraceEntry frame(HandfastEvent.At at, String event, String frame) {
    return entry(
        at, event, Optional.of(frame), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static TraceEntry detail(HandfastEvent.At at, String event, String detail) {
    return entry(
        at, event, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(detail));
  }

  private static TraceEntry outcome(
      HandfastEvent.At at,
      String message,
      Delivery delivery,
      Function<FailureCause, String> failure,
      Function<CloseCause, String> end) {
    return switch (delivery) {
      case Delivery.Written _ -> outcome(at, message, "written", Optional.empty());
      case Delivery.Failed(var cause) ->
          outcome(at, message, "failed", Optional.of(failure.apply(cause)));
      case Delivery.Unknown(var cause) ->
          outcome(at, message, "unknown", Optional.of(end.apply(cause)));
    };
  }

  private static TraceEntry outcome(
      HandfastEvent.At at, String message, String outcome, Optional<String> detail) {
    return entry(
        at, "outcome", Optional.empty(), Optional.of(message), Optional.of(outcome), detail);
  }

  private static TraceEntry entry(
      HandfastEvent.At at,
      String event,
      Optional<String> frame,
      Optional<String> message,
      Optional<String> outcome,
      Optional<String> detail) {
    return new TraceEntry(
        at.time(),
        at.role().spelling(),
        at.connection(),
        at.state(),
        event,
        frame,
        message,
        outcome,
        detail);
  }
}
