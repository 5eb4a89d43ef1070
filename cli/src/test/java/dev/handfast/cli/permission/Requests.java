package dev.handfast.cli.permission;

import dev.handfast.message.ApprovalSuggestions;
import dev.handfast.message.Confirmation;
import dev.handfast.message.ConfirmationBuilder;
import dev.handfast.message.Json;
import dev.handfast.message.PermissionRequest;
import java.util.List;
import java.util.Map;

/// Requests to try things with.
final class Requests {
  private Requests() {}

  static PermissionRequest bash(String command) {
    return request(confirmation("bash", command).build());
  }

  static PermissionRequest dangerous(String command) {
    return request(
        confirmation("bash", command).isDangerous(true).dangerReason("deletes files").build());
  }

  static PermissionRequest suggesting(String command, String pattern) {
    return request(
        confirmation("bash", command)
            .approvalSuggestions(new ApprovalSuggestions(pattern, List.of()))
            .build());
  }

  static ConfirmationBuilder confirmation(String tool, String command) {
    return Confirmation.builder()
        .toolName(tool)
        .input(Json.of(Map.of("command", command)))
        .isDangerous(false);
  }

  static PermissionRequest request(Confirmation confirmation) {
    return new PermissionRequest("p-1", 0, "w-1", confirmation);
  }
}
