package example;

import dev.handfast.PrivateDirectory;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import dev.handfast.server.HandfastServer;
import java.util.Map;

/// A worker asks before it runs a tool, and the orchestrator decides.
final class AskAndDecide {
  static void main() throws Exception {
    try (var directory = PrivateDirectory.make("example"); // deleted at the end
        var server =
            HandfastServer.builder(directory.socket())
                .onPermission((worker, request) -> decide(request.confirmation()))
                .start();
        var client = HandfastClient.builder(server.socket()).childId("w-1").start()) {
      ask(client, "ls -l", false);
      ask(client, "rm -r build", true);
      ask(client, "rm -r /", true);
    }
  }

  /// May block: each worker's questions are asked on a thread of their own.
  private static Decision decide(Confirmation asked) {
    if (!asked.isDangerous()) {
      return Decision.approve();
    }
    return asked.input().text().contains("/\"") ? Decision.abort() : Decision.deny();
  }

  private static void ask(HandfastClient client, String command, boolean isDangerous) {
    Decision decision =
        client.requestPermission(
            Confirmation.builder()
                .toolName("bash")
                .input(Json.of(Map.of("command", command)))
                .isDangerous(isDangerous)
                .build());
    IO.println(
        command
            + ": "
            + switch (decision) {
              case Decision.Approve _ -> "go ahead";
              case Decision.ApprovePattern pattern -> "go ahead, and always " + pattern.pattern();
              case Decision.ApproveCategory category -> "go ahead with " + category.categoryId();
              case Decision.Deny _ -> "not this";
              case Decision.Abort _ -> "stop everything";
            });
  }
}
