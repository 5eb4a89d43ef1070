package dev.handfast.server;

import dev.handfast.CloseCause;
import dev.handfast.OverflowPolicy;
import dev.handfast.Role;
import dev.handfast.driver.OptionsStyle;
import dev.handfast.message.Decision;
import dev.handfast.message.Log;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.options.ConnectionOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.immutables.value.Value;

/// Everything that is fixed before a server starts; made by [HandfastServer#builder].
///
/// Handlers run on virtual threads, one at a time and in order for each worker, at the same time
/// for different workers; they may block, send and close, unless [#callbacksOn] says otherwise. One
/// that throws is logged and does not disturb the next. While the handlers of a worker are behind
/// by [#inboundLimit], its socket is not read.
@Value.Immutable
@OptionsStyle
public interface ServerOptions extends ConnectionOptions {

  /// Which peers may join at all, asked before [#authorize]; by default those that run as this
  /// process's own user (HF-31).
  @Value.Default
  default PeerPolicy peers() {
    return PeerPolicy.sameUser();
  }

  /// Decides on handshakes; by default everybody whom [#peers] takes may join.
  @Value.Default
  default Authorizer authorize() {
    return (handshake, peer) -> Verdict.accept();
  }

  /// What happens to a second worker with the same childId; by default it is refused (HF-15).
  @Value.Default
  default DuplicatePolicy onDuplicate() {
    return DuplicatePolicy.REJECT;
  }

  /// Called once per session, before its first message (HF-14).
  @Value.Default
  default Consumer<Worker> onJoined() {
    return worker -> {};
  }

  /// Called once per session, after its last message (HF-14).
  @Value.Default
  default BiConsumer<Worker, CloseCause> onLeft() {
    return (worker, cause) -> {};
  }

  /// Called for each `status_update`.
  @Value.Default
  default BiConsumer<Worker, StatusUpdate> onStatus() {
    return (worker, status) -> {};
  }

  /// Called for each `log`.
  @Value.Default
  default BiConsumer<Worker, Log> onLog() {
    return (worker, log) -> {};
  }

  /// Called for each `task_complete`.
  @Value.Default
  default BiConsumer<Worker, TaskComplete> onComplete() {
    return (worker, result) -> {};
  }

  /// Called for each `task_error`.
  @Value.Default
  default BiConsumer<Worker, TaskError> onError() {
    return (worker, error) -> {};
  }

  /// Answers permission requests; may block. Without one, and where it throws, the answer is
  /// *deny*.
  @Value.Default
  default BiFunction<Worker, PermissionRequest, Decision> onPermission() {
    return (worker, request) -> Decision.deny();
  }

  /// Answers permission requests later; where it is set, [#onPermission] is not asked.
  ///
  /// The worker's other messages, and its end, are handled while a decision is out. A failure is
  /// *deny*, and so is everything that a worker asks beyond [#inboundLimit] undecided requests.
  Optional<BiFunction<Worker, PermissionRequest, CompletionStage<Decision>>> onPermissionLater();

  /// Called when an answer to a permission request was accepted, exactly once for each request that
  /// is answered, and when a handler's answer was refused.
  ///
  /// Nothing leaves of one that was not accepted: whoever shows, counts or records decisions does
  /// it here and not in the handler. What is open when the session is closed is accepted as *deny*
  /// (HF-33); a request that is open when the session ends otherwise has no answer, and a handler's
  /// is refused, maybe after [#onLeft].
  @Value.Default
  default BiConsumer<Worker, AnswerReport> onAnswer() {
    return (worker, report) -> {};
  }

  /// How long [HandfastServer#close] lets accepted messages leave; 3 s by default (HF-12).
  @Value.Default
  default Duration stopDeadline() {
    return ConnectionOptions.DRAIN_DEADLINE;
  }

  /// What a send does when a worker's queue is full; by default it fails, so that one slow worker
  /// does not hold up the orchestrator (HF-11).
  ///
  /// A worker that never reads costs no more than its queue: when that is full, this policy decides
  /// about each send to it; when 64 control frames wait as well, it is no longer read. It hears no
  /// ping, so unless it goes on talking it is closed after [#silenceLimit], and what waited for it
  /// ends as failed. A stop waits for it until its deadline and reports what was left.
  @Override
  @Value.Default
  default OverflowPolicy whenFull() {
    return OverflowPolicy.fail();
  }

  /// How many connections may be open; 16,384 by default, well below a usual limit of open files.
  @Value.Default
  default int maxConnections() {
    return 16_384;
  }

  /// How many connections may be open without an accepted handshake; 1,024 by default (HF-16).
  ///
  /// Where one more comes, the one that has been silent for longest is turned away; where none is
  /// silent, the new one. So connections that say nothing do not shut a worker out, as long as this
  /// limit is below [#maxConnections], which turns the new one away.
  @Value.Default
  default int maxHandshaking() {
    return 1_024;
  }

  /// How many connections may wait to be accepted; 1,024 by default, so that a crowd of workers
  /// that start together finds room.
  @Value.Default
  default int backlog() {
    return 1_024;
  }

  /// Checks what the types cannot say.
  @Override
  @Value.Check
  default void check() {
    ConnectionOptions.super.check();
    ConnectionOptions.sentBy(Role.ORCHESTRATOR, whenFull());
    ConnectionOptions.positive("stopDeadline", stopDeadline());
    ConnectionOptions.positive("maxConnections", maxConnections());
    ConnectionOptions.positive("maxHandshaking", maxHandshaking());
    ConnectionOptions.positive("backlog", backlog());
  }

  /// Sets the options of one server, and starts it.
  final class Builder extends ImmutableServerOptions.Builder {
    Builder() {}

    /// Listens from now on.
    ///
    /// @throws dev.handfast.HandfastException.CannotListen where the path is taken or not usable
    /// @throws IllegalArgumentException where a value is out of range
    public HandfastServer start() {
      return HandfastServer.start(build());
    }
  }
}
