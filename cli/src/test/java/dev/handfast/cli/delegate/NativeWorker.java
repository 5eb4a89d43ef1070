package dev.handfast.cli.delegate;

import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusReport;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A worker that speaks the protocol itself, started in the original's way: its task says what it
/// does.
final class NativeWorker {
  private NativeWorker() {}

  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    String task = after("--child-task", all);
    HandfastClient client =
        HandfastClient.builder(SocketPath.of(Path.of(after("--socket-path", all))))
            .childId(after("--child-id", all))
            .worktree("/")
            .branch("main")
            .task(task)
            .start();
    client.awaitReady(Duration.ofSeconds(30));
    client.status(StatusReport.of(WorkerStatus.THINKING));
    switch (task) {
      case "succeed" -> client.complete(result("done"));
      case "ask" -> {
        Decision decision =
            client.requestPermission(
                Confirmation.builder()
                    .toolName("rm")
                    .input(Json.of(Map.of("path", "/x")))
                    .isDangerous(true)
                    .build());
        client.complete(result("approved: " + decision.approves()));
      }
      case "meet" -> { // two pipes: the test hears that we have joined, and says when to go on
        Files.writeString(Path.of(after("--joined", all)), "joined");
        client.complete(result(Files.readString(Path.of(after("--go", all)))));
      }
      case "alternate" -> {
        for (int i = 0; i < 300; i++) {
          client.status(
              StatusReport.builder().status(WorkerStatus.THINKING).message("status " + i).build());
          client.log(LogLevel.TEXT, "log " + i);
        }
        client.complete(result("300 pairs"));
      }
      case "fail" -> client.fail(TaskFailure.fatal("it cannot be done"));
      case "late" -> {
        client.complete(result("first"));
        client.status(StatusReport.of(WorkerStatus.FAILED));
        client.fail(TaskFailure.fatal("second"));
      }
      case "vanish" -> System.out.println("off I go");
      default -> throw new IllegalArgumentException(task);
    }
    client.close();
  }

  private static TaskResult result(String response) {
    return TaskResult.builder()
        .success(true)
        .response(response)
        .toolCallCount(1)
        .tokensUsed(new Tokens(1, 2))
        .duration(Duration.ofMillis(3))
        .branch("main")
        .commits(0)
        .build();
  }

  private static String after(String name, List<String> all) {
    return all.get(all.indexOf(name) + 1);
  }
}
