package dev.handfast.cli.serve;

import dev.handfast.cli.json.BadField;
import dev.handfast.cli.json.JsonFields;
import dev.handfast.message.Cancel;
import dev.handfast.message.Decision;
import dev.handfast.message.InjectContext;
import dev.handfast.message.PermissionResponse;
import dev.handfast.message.Ping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns an object into an order, or says what is wrong with it.
final class OrderReader {
  private static final String COMMANDS =
      "command: send, broadcast, cancel, context, permission, ping, disconnect, list or stop";

  private static final String TYPES = "type: cancel, inject_context, permission_response or ping";

  private static final String DECISIONS =
      "result: \"approve\", \"deny\", \"abort\", {\"type\":\"approve_pattern\",\"pattern\":…} or"
          + " {\"type\":\"approve_category\",\"categoryId\":…}";

  private static final String NO_REASON = "called off by the orchestrator's owner";

  private OrderReader() {}

  static Order read(JsonFields fields) throws BadField {
    String command = fields.text("command");
    Optional<String> tag = fields.maybeJson("tag");
    return switch (command) {
      case "send" -> {
        only(fields, "childId", "message");
        yield send(command, tag, fields.text("childId"), fields.object("message"));
      }
      case "broadcast" -> {
        only(fields, "message");
        JsonFields message = fields.object("message");
        yield new Order.ToAll(command, tag, cargo(message, message.text("type"), true));
      }
      case "cancel" -> {
        only(fields, "childId", "reason");
        yield new Order.ToWorker(command, tag, fields.text("childId"), cancel(fields));
      }
      case "context" -> {
        only(fields, "childId", "context", "relevantFiles");
        yield new Order.ToWorker(command, tag, fields.text("childId"), context(fields));
      }
      case "permission" -> {
        only(fields, "childId", "requestId", "result");
        yield answer(command, tag, fields.maybeText("childId"), fields);
      }
      case "ping" -> {
        only(fields, "childId");
        yield new Order.ToWorker(command, tag, fields.text("childId"), new Order.Ping());
      }
      case "disconnect" -> {
        only(fields, "childId", "reason");
        yield new Order.Disconnect(
            command, tag, fields.text("childId"), fields.maybeText("reason"));
      }
      case "list" -> {
        only(fields);
        yield new Order.WhoIsThere(command, tag);
      }
      case "stop" -> {
        only(fields);
        yield new Order.Stop(command, tag);
      }
      default -> throw new BadField("command: " + command, COMMANDS);
    };
  }

  private static Order send(
      String command, Optional<String> tag, String childId, JsonFields message) throws BadField {
    String type = message.text("type");
    if (type.equals(PermissionResponse.TYPE)) {
      message.only(Set.of("type", "requestId", "result"));
      return answer(command, tag, Optional.of(childId), message);
    }
    return new Order.ToWorker(command, tag, childId, cargo(message, type, false));
  }

  /// A message without its envelope: id and timestamp are given when it is sent (HF-24).
  private static Order.Cargo cargo(JsonFields message, String type, boolean toAll) throws BadField {
    return switch (type) {
      case Cancel.TYPE -> {
        message.only(Set.of("type", "reason"));
        yield cancel(message);
      }
      case InjectContext.TYPE -> {
        message.only(Set.of("type", "context", "relevantFiles"));
        yield context(message);
      }
      case Ping.TYPE -> {
        message.only(Set.of("type"));
        yield new Order.Ping();
      }
      default ->
          throw new BadField(
              "type: " + type, toAll ? "type: cancel, inject_context or ping" : TYPES);
    };
  }

  private static Order.Cargo cancel(JsonFields fields) throws BadField {
    return new Order.Cancel(fields.maybeText("reason").orElse(NO_REASON));
  }

  private static Order.Cargo context(JsonFields fields) throws BadField {
    return new Order.Context(fields.text("context"), fields.texts("relevantFiles"));
  }

  private static Order answer(
      String command, Optional<String> tag, Optional<String> childId, JsonFields fields)
      throws BadField {
    return new Order.Answer(
        command, tag, childId, fields.text("requestId"), decision(fields.json("result"), fields));
  }

  /// Nothing but the five forms approves (HF-23).
  private static Decision decision(String json, JsonFields fields) throws BadField {
    return switch (json) {
      case "\"approve\"" -> Decision.approve();
      case "\"deny\"" -> Decision.deny();
      case "\"abort\"" -> Decision.abort();
      default -> {
        if (!json.startsWith("{")) {
          throw new BadField("result: " + json, DECISIONS);
        }
        yield wider(fields.object("result"));
      }
    };
  }

  private static Decision wider(JsonFields result) throws BadField {
    String type = result.maybeText("type").orElse("");
    return switch (type) {
      case Decision.ApprovePattern.TYPE -> {
        result.only(Set.of("type", "pattern"));
        yield Decision.approvePattern(result.text("pattern"));
      }
      case Decision.ApproveCategory.TYPE -> {
        result.only(Set.of("type", "categoryId"));
        yield Decision.approveCategory(result.text("categoryId"));
      }
      default -> throw new BadField("result: " + result, DECISIONS);
    };
  }

  private static void only(JsonFields fields, String... names) throws BadField {
    var all = new HashSet<>(List.of(names));
    all.add("command");
    all.add("tag");
    fields.only(all);
  }
}
