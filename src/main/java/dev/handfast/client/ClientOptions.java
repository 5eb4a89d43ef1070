package dev.handfast.client;

import dev.handfast.CloseCause;
import dev.handfast.HandfastEvent;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.SocketPath;
import dev.handfast.driver.OptionsStyle;
import dev.handfast.driver.Settings;
import dev.handfast.message.Cancel;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.seam.Seams;
import dev.handfast.trace.WireTrace;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/// Everything that is fixed before a client starts; made by [HandfastClient#builder].
///
/// Handlers run one at a time, in the order in which things happened, on a virtual thread; they may
/// block, send and close. One that throws is logged and does not disturb the next.
@Value.Immutable
@OptionsStyle
public interface ClientOptions {

  /// Where the orchestrator listens.
  SocketPath socket();

  /// The worker's identity: 1 to 256 characters, none of them a control character.
  String childId();

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

  /// From the start to the verdict, connecting included; 10 s by default (HF-16, HF-19).
  @Value.Default
  default Duration handshakeTimeout() {
    return Settings.HANDSHAKE_TIMEOUT;
  }

  /// How long a permission request waits for its answer; 5 min by default (HF-8).
  @Value.Default
  default Duration permissionTimeout() {
    return Duration.ofMinutes(5);
  }

  /// Between two signs of life, where the orchestrator speaks our protocol; 30 s by default.
  @Value.Default
  default Duration pingInterval() {
    return Settings.PING_INTERVAL;
  }

  /// How long the orchestrator may be silent before it counts as dead; 60 s by default (HF-21).
  @Value.Default
  default Duration silenceLimit() {
    return Settings.SILENCE_LIMIT;
  }

  /// How long [HandfastClient#close] lets accepted messages leave; 3 s by default (HF-12).
  @Value.Default
  default Duration drainDeadline() {
    return Settings.DRAIN_DEADLINE;
  }

  /// What may be accepted and not yet written (HF-11).
  @Value.Default
  default QueueLimit queue() {
    return QueueLimit.DEFAULT;
  }

  /// What a send does when there is no room; by default it waits up to 5 s (HF-11).
  @Value.Default
  default OverflowPolicy whenFull() {
    return OverflowPolicy.waitUpTo(Duration.ofSeconds(5));
  }

  /// The largest frame in bytes, in both directions; 8 MiB by default.
  @Value.Default
  default int frameLimit() {
    return Settings.FRAME_LIMIT;
  }

  /// The largest frame that is taken before the verdict, in bytes; 256 KiB by default.
  @Value.Default
  default int earlyFrameLimit() {
    return Settings.EARLY_FRAME_LIMIT;
  }

  /// How many received messages may wait for their handlers; 1,024 by default.
  @Value.Default
  default int inboundLimit() {
    return Settings.INBOUND_LIMIT;
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

  /// Called for events, in order with the other handlers; one that falls behind by 4,096 loses some
  /// and is told how many.
  Optional<Consumer<HandfastEvent>> onEvent();

  /// Where to write the wire trace; the caller closes it.
  Optional<WireTrace> trace();

  /// Another world to run in; the client does not close it. By default the system's own.
  Optional<Seams> seams();

  /// Checks what the types cannot say.
  @Value.Check
  default void check() {
    positive("handshakeTimeout", handshakeTimeout());
    positive("permissionTimeout", permissionTimeout());
    positive("pingInterval", pingInterval());
    positive("silenceLimit", silenceLimit());
    positive("drainDeadline", drainDeadline());
    if (frameLimit() < 1 || earlyFrameLimit() < 1 || inboundLimit() < 1) {
      throw new IllegalArgumentException(
          "frameLimit, earlyFrameLimit and inboundLimit: got %d, %d and %d, wanted at least 1"
              .formatted(frameLimit(), earlyFrameLimit(), inboundLimit()));
    }
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

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": got " + value + ", wanted more than zero");
    }
  }
}
