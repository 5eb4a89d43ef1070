package dev.handfast.client;

import dev.handfast.CloseCause;
import dev.handfast.OverflowPolicy;
import dev.handfast.Role;
import dev.handfast.driver.OptionsStyle;
import dev.handfast.message.Cancel;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.options.ConnectionOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/// Everything that is fixed before a client starts; made by [HandfastClient#builder].
///
/// Handlers run one at a time, in the order in which things happened, on a virtual thread; they may
/// block, send and close, unless [#callbacksOn] says otherwise. One that throws is logged and does
/// not disturb the next.
@Value.Immutable
@OptionsStyle
public interface ClientOptions extends ConnectionOptions {

  /// The worker's identity: 1 to 256 characters, none of them a control character; must be set.
  @Value.Default
  default String childId() {
    throw new IllegalStateException(
        "the client has no identity: got no childId, wanted one such as .childId(\"w-1\") before"
            + " start()");
  }

  /// The directory that the worker works in; the process's own by default.
  @Value.Default
  default String worktree() {
    return System.getProperty("user.dir", "");
  }

  /// The branch that the worker works on; empty by default.
  @Value.Default
  default String branch() {
    return "";
  }

  /// What the worker is to do, in words; empty by default.
  @Value.Default
  default String task() {
    return "";
  }

  /// The model that the worker uses.
  Optional<String> model();

  /// Who runs the model.
  Optional<String> provider();

  /// How long a permission request waits for its answer; 5 min by default (HF-8).
  @Value.Default
  default Duration permissionTimeout() {
    return Duration.ofMinutes(5);
  }

  /// How long [HandfastClient#close] lets accepted messages leave; 3 s by default (HF-12).
  @Value.Default
  default Duration drainDeadline() {
    return ConnectionOptions.DRAIN_DEADLINE;
  }

  /// What a send does when there is no room; by default it waits up to 5 s (HF-11).
  @Override
  @Value.Default
  default OverflowPolicy whenFull() {
    return OverflowPolicy.waitUpTo(Duration.ofSeconds(5));
  }

  /// Called once, when the orchestrator has accepted the handshake.
  @Value.Default
  default Consumer<HandshakeAck> onReady() {
    return ack -> {};
  }

  /// Called for each `cancel`; requests that waited have been ended before.
  @Value.Default
  default Consumer<Cancel> onCancel() {
    return cancel -> {};
  }

  /// Called for each `inject_context`.
  @Value.Default
  default Consumer<InjectContext> onContext() {
    return context -> {};
  }

  /// Called once, last, with the first cause of the end.
  @Value.Default
  default Consumer<CloseCause> onClosed() {
    return cause -> {};
  }

  /// Checks what the types cannot say.
  @Override
  @Value.Check
  default void check() {
    ConnectionOptions.super.check();
    ConnectionOptions.sentBy(Role.WORKER, whenFull());
    ConnectionOptions.positive("permissionTimeout", permissionTimeout());
    ConnectionOptions.positive("drainDeadline", drainDeadline());
    var _ = worker(); // which checks the childId
  }

  /// The identity that the handshake carries.
  default WorkerIdentity worker() {
    return new WorkerIdentity(childId(), worktree(), branch(), task(), model(), provider());
  }

  /// Sets the options of one client, and starts it.
  final class Builder extends ImmutableClientOptions.Builder {
    Builder() {}

    /// Starts to connect and returns at once; sends are legal from now on.
    ///
    /// @throws IllegalStateException where the childId is not set
    /// @throws IllegalArgumentException where a value is out of range
    public HandfastClient start() {
      return HandfastClient.start(build());
    }
  }
}
