package dev.handfast.conformance.drive;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The fields of what a driver is told to send: what it is about stands in it as `tag:NAME`.
public final class Fields {
  private Fields() {}

  /// A line of the log.
  public static ObjectNode log(String tag) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "log")
        .put("level", "text")
        .put("content", "tag:" + tag);
  }

  /// What permission is asked for.
  public static ObjectNode confirmation(String tag) {
    ObjectNode confirmation = JsonNodeFactory.instance.objectNode().put("toolName", "bash");
    confirmation.putObject("input").put("command", "tag:" + tag);
    return confirmation.put("isDangerous", false);
  }
}
