package example;

import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.LogLevel;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;

/// A worker process: sends from its first moment, and leaves when everything is written.
final class Worker {
  static void main(String[] arguments) {
    var client =
        HandfastClient.builder(SocketPath.of(arguments[0])).childId("w-1").task("count").start();
    client.status(WorkerStatus.STARTING); // not connected yet: it waits, and is not lost
    for (int i = 1; i <= 3; i++) {
      client.log(LogLevel.TEXT, "counting " + i);
    }
    client.complete(
        TaskResult.builder()
            .success(true)
            .response("counted to 3")
            .toolCallCount(0)
            .tokensUsed(new Tokens(0, 0))
            .duration(Duration.ZERO)
            .branch("")
            .commits(0)
            .build());
    boolean allWritten = client.drain(Duration.ofSeconds(3)).isComplete();
    System.exit(allWritten ? 0 : 1);
  }
}
