package dev.handfast.cli.permission;

import dev.handfast.cli.json.JsonLines;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;

/// A decision as JSON, in one of the five forms that it has on the wire.
public final class DecisionJson {
  private DecisionJson() {}

  /// The JSON text.
  public static String of(Decision decision) {
    return switch (decision) {
      case Decision.Approve _ -> Json.of(Decision.Approve.TYPE).text();
      case Decision.Deny _ -> Json.of(Decision.Deny.TYPE).text();
      case Decision.Abort _ -> Json.of(Decision.Abort.TYPE).text();
      case Decision.ApprovePattern(String pattern) ->
          JsonLines.line(
              to -> {
                to.writeStringProperty("type", Decision.ApprovePattern.TYPE);
                to.writeStringProperty("pattern", pattern);
              });
      case Decision.ApproveCategory(String categoryId) ->
          JsonLines.line(
              to -> {
                to.writeStringProperty("type", Decision.ApproveCategory.TYPE);
                to.writeStringProperty("categoryId", categoryId);
              });
    };
  }
}
