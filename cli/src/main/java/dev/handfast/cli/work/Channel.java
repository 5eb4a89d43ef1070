package dev.handfast.cli.work;

import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.cli.process.Kin;
import dev.handfast.cli.process.ProcessTree;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import dev.handfast.transport.Link;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The private channel by which scripts in the command ask and report: their worker is a small
/// orchestrator, and they are its workers.
///
/// Its directory is open to this user only, and the server takes the command's processes only.
final class Channel implements AutoCloseable {
  /// What a script gets when its report was passed on.
  static final String PASSED_ON = "passed on";

  /// 100 ms between two looks whether the asking script is still there.
  private static final Duration LOOK = Duration.ofMillis(100);

  /// 1 s: scripts that are still connected when the command has ended have nobody to ask.
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(1);

  /// 5 s: the start of the command, which the first script in it may overtake.
  private static final Duration START = Duration.ofSeconds(5);

  private final HandfastClient orchestrator;
  private final Voice voice;
  private final Standing standing;
  private final Future<ProcessTree> command;
  private final Set<String> preapproved = ConcurrentHashMap.newKeySet();
  private final HandfastServer server;

  /// Listens from now on.
  ///
  /// @param command has the processes that may connect, once there are any
  /// @throws HandfastException.CannotListen where the private directory is not usable
  Channel(
      SocketPath socket,
      HandfastClient orchestrator,
      Voice voice,
      Standing standing,
      Future<ProcessTree> command) {
    this.orchestrator = orchestrator;
    this.voice = voice;
    this.standing = standing;
    this.command = command;
    this.server =
        HandfastServer.builder(socket)
            .transport(Kin::transport)
            .authorize((_, script) -> authorize(script))
            .onPermission(this::decide)
            .onStatus(this::report)
            .start();
  }

  /// Takes tools that the orchestrator has approved beforehand.
  void preapprove(List<String> tools) {
    preapproved.addAll(tools);
  }

  @Override
  public void close() {
    var _ = server.stop(STOP_DEADLINE);
  }

  private Verdict authorize(Link.Peer script) {
    try {
      return new Kin(command.get(START.toMillis(), TimeUnit.MILLISECONDS))
          .objection(script)
          .map(Verdict::reject)
          .orElseGet(Verdict::accept);
    } catch (ExecutionException | TimeoutException _) {
      return Verdict.reject("the worker has started no command");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Verdict.reject("the worker is ending");
    }
  }

  private void report(Worker script, StatusUpdate update) {
    if (standing.report(update.report())) {
      var _ = script.injectContext(PASSED_ON, List.of());
    } else {
      var _ = script.cancel("not passed on: " + ending());
    }
  }

  /// Whatever goes wrong, the tool does not run (HF-23).
  private Decision decide(Worker script, PermissionRequest request) {
    Confirmation confirmation = request.confirmation();
    String tool = confirmation.toolName();
    if (preapproved.contains(tool) && !confirmation.isDangerous()) {
      return Decision.approve();
    }
    Decision decision = Decision.abort();
    standing.ask(tool);
    try {
      voice.event(
          "permission_request",
          Map.of("toolName", tool, "input", confirmation.input().as(Object.class)));
      PermissionCall call = orchestrator.askPermission(confirmation);
      decision = await(call, script);
    } catch (HandfastException noAnswer) {
      var _ = script.cancel(String.valueOf(noAnswer.getMessage()));
    } finally {
      voice.event("permission_response", Map.of("toolName", tool, "result", word(decision)));
      standing.answer(tool, decision);
    }
    return decision;
  }

  /// A script that has ended takes its question with it.
  private static Decision await(PermissionCall call, Worker script) {
    Optional<Decision> decision = call.await(LOOK);
    while (decision.isEmpty()) {
      if (script.closeCause().isPresent()) {
        call.cancel();
      }
      decision = call.await(LOOK);
    }
    return decision.get();
  }

  private String ending() {
    return orchestrator
        .closeCause()
        .map(cause -> cause.message())
        .orElse("the command's result has been told already");
  }

  static String word(Decision decision) {
    return switch (decision) {
      case Decision.Approve _ -> Decision.Approve.TYPE;
      case Decision.Deny _ -> Decision.Deny.TYPE;
      case Decision.Abort _ -> Decision.Abort.TYPE;
      case Decision.ApprovePattern _ -> Decision.ApprovePattern.TYPE;
      case Decision.ApproveCategory _ -> Decision.ApproveCategory.TYPE;
    };
  }
}
