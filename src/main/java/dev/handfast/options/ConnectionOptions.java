package dev.handfast.options;

import dev.handfast.CallbackThread;
import dev.handfast.Droppable;
import dev.handfast.HandfastEvent;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Role;
import dev.handfast.SocketPath;
import dev.handfast.seam.Seams;
import dev.handfast.trace.WireTrace;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.TransportFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/// The options that a client and a server have in common; each holds for every connection.
public interface ConnectionOptions {

  /// 10 s: what the original system allows.
  Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  /// 30 s: what the original system does.
  Duration PING_INTERVAL = Duration.ofSeconds(30);

  /// 60 s: what the original system allows.
  Duration SILENCE_LIMIT = Duration.ofSeconds(60);

  /// 3 s: long enough for a full queue on a busy machine, short enough for a person at a prompt.
  Duration DRAIN_DEADLINE = Duration.ofSeconds(3);

  /// 8 MiB: room for the difference of a large file, and nothing that fills a memory.
  int FRAME_LIMIT = 8 << 20;

  /// 256 KiB: room for a long task text, and little that an unknown peer can make us hold.
  int EARLY_FRAME_LIMIT = 256 << 10;

  /// 1,024 messages: as many as may wait on the sending side.
  int INBOUND_LIMIT = 1_024;

  /// Where the orchestrator listens.
  SocketPath socket();

  /// From the start to the verdict, connecting and deciding included; 10 s by default (HF-16,
  /// HF-19).
  @Value.Default
  default Duration handshakeTimeout() {
    return HANDSHAKE_TIMEOUT;
  }

  /// Between two pings, where the peer understands them; 30 s by default (HF-21).
  @Value.Default
  default Duration pingInterval() {
    return PING_INTERVAL;
  }

  /// How long the peer may be silent before it counts as dead; 60 s by default (HF-21).
  @Value.Default
  default Duration silenceLimit() {
    return SILENCE_LIMIT;
  }

  /// What may be accepted for one connection and not yet written (HF-11).
  @Value.Default
  default QueueLimit queue() {
    return QueueLimit.DEFAULT;
  }

  /// What a send does when there is no room (HF-11).
  OverflowPolicy whenFull();

  /// The largest frame in bytes, in both directions; 8 MiB by default.
  @Value.Default
  default int frameLimit() {
    return FRAME_LIMIT;
  }

  /// The largest frame that is taken before the handshake is settled; 256 KiB by default.
  @Value.Default
  default int earlyFrameLimit() {
    return EARLY_FRAME_LIMIT;
  }

  /// How many received messages of one connection may wait for their handlers; 1,024 by default.
  ///
  /// They are counted, not weighed: where a peer's messages are all as large as [#frameLimit]
  /// allows and their handlers are behind, each connection holds the product of both, 8 GiB by
  /// default, and as objects a multiple of it. Lower one or both where that is too much.
  @Value.Default
  default int inboundLimit() {
    return INBOUND_LIMIT;
  }

  /// Where handlers, listeners and dependents of futures run; by default on a virtual thread for
  /// each connection, on which they may block.
  @Value.Default
  default CallbackThread callbacksOn() {
    return CallbackThread.VIRTUAL;
  }

  /// Called for events of every connection, those of one in order with its other handlers; where
  /// they fall behind by 4,096, some are left out and the listener is told how many. See
  /// [HandfastEvent.At#connection] to tell them apart.
  Optional<Consumer<HandfastEvent>> onEvent();

  /// Where to write the wire trace; the caller closes it.
  Optional<WireTrace> trace();

  /// What makes the sockets; by default the JDK's own.
  @Value.Default
  default TransportFactory transport() {
    return JdkTransport::new;
  }

  /// Another world to run in, which its giver closes and which overrides [#transport]. By default
  /// the system's own.
  Optional<Seams> seams();

  /// Checks what the types cannot say.
  ///
  /// @throws IllegalArgumentException where a value is out of range
  default void check() {
    positive("handshakeTimeout", handshakeTimeout());
    positive("pingInterval", pingInterval());
    positive("silenceLimit", silenceLimit());
    positive("frameLimit", frameLimit());
    positive("earlyFrameLimit", earlyFrameLimit());
    positive("inboundLimit", inboundLimit());
  }

  /// Refuses a policy that would drop what the other side sends.
  ///
  /// @throws IllegalArgumentException with the types
  static void sentBy(Role side, OverflowPolicy policy) {
    if (policy instanceof OverflowPolicy.DropOldest(var types)) {
      for (Droppable type : types) {
        if (type.sender() != side) {
          throw new IllegalArgumentException(
              "whenFull: got dropOldest(%s), wanted types that this side, the %s, sends"
                  .formatted(type, side.name().toLowerCase(Locale.ROOT)));
        }
      }
    }
  }

  /// Refuses a time that is zero or less.
  ///
  /// @throws IllegalArgumentException with the option's name
  static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": got " + value + ", wanted more than zero");
    }
  }

  /// Refuses a number below 1.
  ///
  /// @throws IllegalArgumentException with the option's name
  static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": got " + value + ", wanted at least 1");
    }
  }
}
