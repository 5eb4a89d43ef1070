package dev.handfast.peer;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastException;
import dev.handfast.RequestOutcome;
import dev.handfast.client.ClientPhase;
import dev.handfast.message.Decision;
import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.Parsed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The words of `spec/DRIVER.md` for what the library tells.
public final class Words {
  /// The library's version, as drivers tell it.
  private static final String VERSION = "0.1";

  private Words() {}

  static void hello(Console console, String role, List<String> features) {
    console.tell(
        "hello",
        event -> {
          event.put("driver", 1).put("role", role);
          event.put("name", "handfast-java").put("version", VERSION);
          features.forEach(event.putArray("features")::add);
        });
  }

  static Duration millis(JsonNode command, String field) {
    return Duration.ofMillis(command.required(field).asLong());
  }

  /// The message behind its fields; the envelope is the library's, this one only lets it be read.
  static Message message(JsonNode fields) {
    ObjectNode frame = ((ObjectNode) fields).deepCopy();
    frame.put("id", "any").put("timestamp", 0).put("childId", "any");
    return switch (new MessageReader().read(frame.toString())) {
      case Parsed.Read(Message message) -> message;
      case Parsed.Malformed(var fault) -> throw new IllegalArgumentException(fault.toString());
    };
  }

  static JsonNode frame(Message message) {
    return Console.json(new MessageWriter().write(message).text());
  }

  /// A state's name as in section 6.1 of PROTOCOL.md.
  public static String state(ClientPhase phase) {
    return Arrays.stream(phase.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  static void cause(ObjectNode event, String field, CloseCause cause) {
    event.put(field, cause.getClass().getSimpleName());
    if (cause instanceof CloseCause.PeerMisbehaved(var violation)) {
      event.put("code", violation.code().wire());
    }
  }

  static void outcome(ObjectNode event, Delivery delivery) {
    switch (delivery) {
      case Delivery.Written _ -> event.put("outcome", "written");
      case Delivery.Unknown(CloseCause cause) -> {
        event.put("outcome", "unknown");
        cause(event, "cause", cause);
      }
      case Delivery.Failed(FailureCause.ConnectionEnded(CloseCause cause)) -> {
        event.put("outcome", "failed");
        cause(event, "cause", cause);
      }
      case Delivery.Failed(FailureCause.WithdrawnOnTimeout _) -> failed(event, "timed out");
      case Delivery.Failed(FailureCause.WithdrawnOnCancel _) -> failed(event, "cancelled");
      case Delivery.Failed(FailureCause.Dropped _) -> failed(event, "dropped");
    }
  }

  /// What refused a call.
  ///
  /// @param over whether the connection has ended, and is not only ending
  static void refusal(ObjectNode event, HandfastException why, boolean over) {
    event.put("outcome", "refused");
    switch (why) {
      case HandfastException.QueueFull _, HandfastException.NotSendable _ ->
          event.put("cause", "full");
      case HandfastException.Closed gone when over -> cause(event, "cause", gone.reason());
      case HandfastException.Closed _ -> event.put("cause", "closing");
      case HandfastException.Unanswered _,
          HandfastException.CannotListen _,
          HandfastException.WaitEnded _ ->
          throw why;
    }
  }

  private static void failed(ObjectNode event, String cause) {
    event.put("outcome", "failed").put("cause", cause);
  }

  static void ended(ObjectNode event, RequestOutcome outcome) {
    switch (outcome) {
      case RequestOutcome.TimedOut _ -> event.put("ended", "timed out");
      case RequestOutcome.Cancelled _ -> event.put("ended", "cancelled");
      case RequestOutcome.CalledOff _ -> event.put("ended", "called off");
      case RequestOutcome.Lost(CloseCause cause) -> cause(event, "ended", cause);
    }
  }

  /// A decision in one of the five forms.
  public static JsonNode result(Decision decision) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (decision) {
      case Decision.Approve _ -> json.stringNode(Decision.Approve.TYPE);
      case Decision.Deny _ -> json.stringNode(Decision.Deny.TYPE);
      case Decision.Abort _ -> json.stringNode(Decision.Abort.TYPE);
      case Decision.ApprovePattern(String pattern) ->
          json.objectNode().put("type", Decision.ApprovePattern.TYPE).put("pattern", pattern);
      case Decision.ApproveCategory(String category) ->
          json.objectNode().put("type", Decision.ApproveCategory.TYPE).put("categoryId", category);
    };
  }
}
