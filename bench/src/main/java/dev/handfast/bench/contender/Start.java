package dev.handfast.bench.contender;

import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import java.time.Duration;

/// What a start is measured with: a worker that shakes hands, or a `main` that does nothing.
public final class Start {
  private Start() {}

  /// Without an argument, says one byte; with a socket, joins the orchestrator there and leaves.
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.out.println();
      return;
    }
    try (var client = HandfastClient.builder(SocketPath.of(arguments[0])).childId("w-1").start()) {
      client.awaitReady(Duration.ofMinutes(1));
    }
  }
}
