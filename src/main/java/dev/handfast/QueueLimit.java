package dev.handfast;

/// How much may be accepted and not yet written on one connection (HF-11).
///
/// @param messages the largest number of messages, at least 1
/// @param bytes the largest sum of their encoded sizes in bytes, at least 1
public record QueueLimit(int messages, long bytes) {

  /// 1,024 messages: minutes of a chatty worker's status updates, yet a bounded list to return.
  public static final int DEFAULT_MESSAGES = 1_024;

  /// 16 MiB: two frames of the largest size, so that one large message never has to wait alone.
  public static final long DEFAULT_BYTES = 16L << 20;

  /// The limit used where none is chosen.
  public static final QueueLimit DEFAULT = new QueueLimit(DEFAULT_MESSAGES, DEFAULT_BYTES);

  /// Checks that something fits at all.
  ///
  /// @throws IllegalArgumentException where a limit is below 1
  public QueueLimit {
    if (messages < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "queue limit: got %d messages and %d bytes, wanted at least 1 of each"
              .formatted(messages, bytes));
    }
  }

  /// Whether so much stays within the limit.
  public boolean allows(int count, long size) {
    return count <= messages && size <= bytes;
  }
}
