package dev.handfast.peer;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.RequestOutcome;
import dev.handfast.client.ClientPhase;
import dev.handfast.message.Decision;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The words of `spec/DRIVER.md` for what the library tells.
final class Words {
  private Words() {}

  /// A state's name as in section 6.1 of PROTOCOL.md.
  static String state(ClientPhase phase) {
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

  static JsonNode result(Decision decision) {
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
