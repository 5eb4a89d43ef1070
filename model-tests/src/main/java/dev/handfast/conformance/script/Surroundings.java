package dev.handfast.conformance.script;

import java.util.stream.Stream;

/// What a client's life depends on besides the steps.
///
/// @param arrival how the first attempts to connect end
/// @param room what the client may hold
/// @param pipe what fits between the client and a peer that does not read
/// @param chunk the most bytes that are read at once
public record Surroundings(Arrival arrival, Room room, Pipe pipe, int chunk) {

  /// Chunks as large as they come.
  public static final int WHOLE = 1 << 16;

  /// Nothing in the way.
  public static final Surroundings PLAIN =
      new Surroundings(Arrival.UP, Room.ROOMY, Pipe.WIDE, WHOLE);

  /// How the first attempts to connect end.
  public enum Arrival {
    /// The orchestrator listens.
    UP,
    /// It will listen only after [Step.Listen].
    LATE,
    /// Two attempts are refused, the third is not.
    REFUSED_TWICE,
    /// The first attempt fails in a way that waiting does not mend.
    HOPELESS
  }

  /// What a call does where there is no room.
  public enum Overflow {
    /// It fails.
    FAILS,
    /// It drops the oldest lines of the log that have not begun to leave.
    DROPS_LOGS
  }

  /// What may be accepted and not yet written.
  public enum Room {
    /// 64 messages.
    ROOMY(64, 1 << 20, Overflow.FAILS),
    /// 3 messages.
    THREE(3, 1 << 20, Overflow.FAILS),
    /// 64 messages, 1,000 bytes: three messages, or two requests.
    BYTES(64, 1_000, Overflow.FAILS),
    /// 3 messages; old lines of the log make room.
    THREE_DROPPING(3, 1 << 20, Overflow.DROPS_LOGS),
    /// 1,250 bytes; old lines of the log make room: two of four for a request, but the one behind
    /// two requests not for a third.
    BYTES_DROPPING(64, 1_250, Overflow.DROPS_LOGS);

    private final int messages;
    private final int bytes;
    private final Overflow overflow;

    Room(int messages, int bytes, Overflow overflow) {
      this.messages = messages;
      this.bytes = bytes;
      this.overflow = overflow;
    }

    /// What a call does where there is no room.
    public Overflow overflow() {
      return overflow;
    }

    /// The most messages.
    public int messages() {
      return messages;
    }

    /// The most bytes.
    public int bytes() {
      return bytes;
    }
  }

  /// What fits between the client and a peer that does not read.
  public enum Pipe {
    /// 64 KiB: never full.
    WIDE(1 << 16),
    /// 1,000 bytes: three messages and a part of the fourth.
    NARROW(1_000);

    private final int bytes;

    Pipe(int bytes) {
      this.bytes = bytes;
    }

    /// The most bytes.
    public int bytes() {
      return bytes;
    }
  }

  /// The same with one thing less in the way, if there is any.
  public Stream<Surroundings> plainer() {
    return Stream.of(
            PLAIN,
            new Surroundings(PLAIN.arrival, room, pipe, chunk),
            new Surroundings(arrival, PLAIN.room, pipe, chunk),
            new Surroundings(arrival, room, PLAIN.pipe, chunk),
            inChunksOf(WHOLE))
        .filter(other -> !other.equals(this));
  }

  /// The same at a real socket: it has the kernel's pipe, and refuses for ever or not at all.
  Surroundings overSocket() {
    return new Surroundings(
        arrival == Arrival.REFUSED_TWICE ? Arrival.UP : arrival, room, PLAIN.pipe, chunk);
  }

  /// The same with another arrival.
  Surroundings arriving(Arrival other) {
    return new Surroundings(other, room, pipe, chunk);
  }

  /// The same with other chunks.
  public Surroundings inChunksOf(int bytes) {
    return new Surroundings(arrival, room, pipe, bytes);
  }

  @Override
  public String toString() {
    return "arrival %s, room %s, pipe %s, chunks of %d".formatted(arrival, room, pipe, chunk);
  }
}
