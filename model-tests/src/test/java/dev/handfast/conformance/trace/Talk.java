package dev.handfast.conformance.trace;

import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.Until;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusReport;
import dev.handfast.message.WorkerStatus;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import dev.handfast.trace.TraceEntry;
import dev.handfast.trace.WireTrace;
import dev.handfast.transport.TransportFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// A worker and its orchestrator who talk over a real socket, each in its own way for each seed.
final class Talk {
  /// Only means that something hangs.
  private static final Duration LONG = Duration.ofSeconds(20);

  private final SplittableRandom chance;
  private final HandfastServer server;
  private final HandfastClient client;

  private Talk(long seed, SocketPath path, TransportFactory transport, WireTrace trace) {
    chance = new SplittableRandom(seed);
    Verdict verdict = oneIn(6) ? Verdict.reject("not this one") : Verdict.accept();
    server =
        HandfastServer.builder(path)
            .transport(transport)
            .trace(trace)
            .authorize((_, _) -> verdict)
            .onPermission((_, _) -> Decision.approve())
            .start();
    client =
        HandfastClient.builder(path)
            .transport(transport)
            .trace(trace)
            .childId("w-1")
            .task("talk")
            .start();
  }

  /// The trace of both sides, from the first entry to both ends.
  static List<TraceEntry> trace(long seed, Path folder, TransportFactory transport)
      throws IOException {
    Path file = folder.resolve("talk-" + seed + ".ndjson");
    try (WireTrace trace = WireTrace.to(file)) {
      var talk = new Talk(seed, SocketPath.of(folder.resolve("s")), transport, trace);
      talk.workerSpeaks();
      talk.orchestratorSpeaks();
      talk.workerSpeaks();
      talk.end();
    }
    return Files.readAllLines(file).stream().map(TraceEntry::parse).toList();
  }

  private boolean oneIn(int n) {
    return chance.nextInt(n) == 0;
  }

  private void workerSpeaks() {
    for (int left = chance.nextInt(4); left > 0; left--) {
      try {
        switch (chance.nextInt(4)) {
          case 0 -> client.status(StatusReport.of(WorkerStatus.THINKING));
          case 1 -> client.log(LogLevel.TEXT, "a line");
          case 2 -> ask();
          default -> client.log(LogLevel.ERROR, "a \"line\"\nof two");
        }
      } catch (HandfastException.Closed _) {
        return; // refused meanwhile
      }
    }
  }

  private void ask() {
    var call =
        client.askPermission(
            Confirmation.builder()
                .toolName("shell")
                .isDangerous(false)
                .input(Json.of("ls"))
                .build(),
            LONG);
    if (oneIn(3)) {
      call.cancel();
    }
  }

  private void orchestratorSpeaks() {
    if (oneIn(4)) {
      return; // the worker closes while nobody knows it yet
    }
    Until.comes(
        "the verdict", () -> client.closeCause().isPresent() || server.worker("w-1").isPresent());
    for (Worker worker : server.workers()) {
      try {
        switch (chance.nextInt(4)) {
          case 0 -> worker.cancel("enough");
          case 1 -> worker.injectContext("more", List.of());
          case 2 -> worker.ping();
          default -> worker.close(LONG);
        }
      } catch (HandfastException.Closed _) {
        // it has left meanwhile
      }
    }
  }

  private void end() {
    try {
      if (oneIn(2)) {
        client.log(LogLevel.TEXT, "done");
      }
    } catch (HandfastException.Closed _) {
      // refused, or closed by the orchestrator
    }
    client.drain(oneIn(8) ? Duration.ZERO : LONG);
    server.stop(LONG);
  }
}
