package dev.handfast.driver;

import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import java.time.Duration;

/// The numbers that a connection works with.
///
/// @param handshakeTimeout from the start to the verdict, connecting included (HF-16)
/// @param pingInterval between two looks at the peer's life (HF-21)
/// @param silenceLimit how long a peer may be silent before it counts as dead (HF-21)
/// @param queue what may be accepted and not yet written (HF-11)
/// @param whenFull what a send does when there is no room (HF-11)
/// @param frameLimit the largest frame in bytes, without its newline
/// @param earlyFrameLimit the largest frame before the handshake is settled
/// @param inboundLimit how many received messages may wait for their handler
public record Settings(
    Duration handshakeTimeout,
    Duration pingInterval,
    Duration silenceLimit,
    QueueLimit queue,
    OverflowPolicy whenFull,
    int frameLimit,
    int earlyFrameLimit,
    int inboundLimit) {

  /// 10 s: what the original system allows.
  public static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  /// 30 s: what the original system does.
  public static final Duration PING_INTERVAL = Duration.ofSeconds(30);

  /// 60 s: what the original system allows.
  public static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

  /// 3 s: long enough for a full queue on a busy machine, short enough for a person at a prompt.
  public static final Duration DRAIN_DEADLINE = Duration.ofSeconds(3);

  /// 8 MiB: room for the difference of a large file, and nothing that fills a memory.
  public static final int FRAME_LIMIT = 8 << 20;

  /// 256 KiB: room for a long task text, and little that an unknown peer can make us hold.
  public static final int EARLY_FRAME_LIMIT = 256 << 10;

  /// 1,024 messages: as many as may wait on the sending side.
  public static final int INBOUND_LIMIT = 1_024;
}
