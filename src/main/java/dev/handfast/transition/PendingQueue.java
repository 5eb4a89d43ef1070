package dev.handfast.transition;

import dev.handfast.QueueLimit;
import java.util.ArrayList;
import java.util.List;

/// Messages in order of acceptance; persistent, with append and removal in O(1) amortised.
///
/// Two linked lists, the newer one reversed: an append never copies what is there, so 30,000
/// messages accepted early cost 30,000 small steps. The queue knows its [QueueLimit] (HF-11), and
/// whoever appends asks [#fits] first.
public final class PendingQueue {

  private sealed interface Cell {}

  private record End() implements Cell {}

  private record Link(Send send, Cell rest) implements Cell {}

  private static final Cell END = new End();

  private final QueueLimit limit;
  private final Cell front;
  private final Cell back;
  private final int size;
  private final long bytes;

  private PendingQueue(QueueLimit limit, Cell front, Cell back, int size, long bytes) {
    this.limit = limit;
    this.front = front;
    this.back = back;
    this.size = size;
    this.bytes = bytes;
  }

  /// An empty queue.
  public static PendingQueue empty(QueueLimit limit) {
    return new PendingQueue(limit, END, END, 0, 0);
  }

  /// What may wait here at most.
  public QueueLimit limit() {
    return limit;
  }

  /// How many messages wait.
  public int size() {
    return size;
  }

  /// How many bytes wait.
  public long bytes() {
    return bytes;
  }

  /// Whether nothing waits.
  public boolean isEmpty() {
    return size == 0;
  }

  /// Whether one more message stays within the limit (HF-11).
  public boolean fits(Send send) {
    return limit.allows(size + 1, bytes + send.bytes());
  }

  /// Lets one more message in if it fits, or if it drops the oldest that may be dropped (HF-32).
  ///
  /// All or nothing: where even all of them would not make room, none goes.
  ///
  /// @param begun how many of the first messages have begun to leave, and stay for that
  Admission admit(Send send, int begun) {
    if (fits(send)) {
      return new Admission.Taken(plus(send), List.of());
    }
    return switch (send.whenFull()) {
      case REFUSED -> new Admission.Full();
      case DROPS_OLDEST -> displace(send, begun);
    };
  }

  /// Goes no further into the queue than it must: at a queue full of what may be dropped, one step.
  private Admission displace(Send send, int begun) {
    var dropped = new ArrayList<Send>();
    Cell kept = END; // what was passed and stays, newest first
    Cell rest = front instanceof End ? reversed(back) : front;
    Cell newer = front instanceof End ? END : back;
    int count = size;
    long left = bytes;
    for (int passed = 0; !limit.allows(count + 1, left + send.bytes()); passed++) {
      if (rest instanceof End) {
        rest = reversed(newer);
        newer = END;
      }
      if (!(rest instanceof Link(Send oldest, Cell tail))) {
        return new Admission.Full();
      }
      rest = tail;
      if (passed < begun || oldest.loss() == Send.Loss.FORBIDDEN) {
        kept = new Link(oldest, kept);
      } else {
        dropped.add(oldest);
        count--;
        left -= oldest.bytes();
      }
    }
    for (Cell cell = kept; cell instanceof Link(Send stays, Cell older); cell = older) {
      rest = new Link(stays, rest);
    }
    return new Admission.Taken(
        new PendingQueue(limit, rest, newer, count, left).plus(send), dropped);
  }

  /// With one more message at the end.
  public PendingQueue plus(Send send) {
    return new PendingQueue(limit, front, new Link(send, back), size + 1, bytes + send.bytes());
  }

  /// Without the first `count` messages.
  public PendingQueue drop(int count) {
    Cell rest = front;
    Cell newer = back;
    long left = bytes;
    for (int i = 0; i < count; i++) {
      if (rest instanceof End) {
        rest = reversed(newer);
        newer = END;
      }
      if (rest instanceof Link(Send send, Cell tail)) {
        left -= send.bytes();
        rest = tail;
      } else {
        throw new IllegalArgumentException("drop " + count + " of " + size);
      }
    }
    return new PendingQueue(limit, rest, newer, size - count, left);
  }

  /// Without the message of this ticket, in O(n); the same queue where it is not here.
  public PendingQueue without(long ticket) {
    PendingQueue kept = empty(limit);
    for (Send send : toList()) {
      if (send.ticket() != ticket) {
        kept = kept.plus(send);
      }
    }
    return kept.size == size ? this : kept;
  }

  /// The first `count` messages, oldest first.
  public List<Send> first(int count) {
    if (count == size) {
      return toList();
    }
    var sends = new ArrayList<Send>(count);
    Cell cell = front;
    while (sends.size() < count && cell instanceof Link(Send send, Cell rest)) {
      sends.add(send);
      cell = rest;
    }
    // The older list was too short: what is missing is at the far end of the newer one.
    return sends.size() == count ? sends : toList().subList(0, count);
  }

  /// All messages, oldest first.
  public List<Send> toList() {
    var sends = new ArrayList<Send>(size);
    collect(front, sends);
    collect(reversed(back), sends);
    return sends;
  }

  private static void collect(Cell from, List<Send> into) {
    Cell cell = from;
    while (cell instanceof Link(Send send, Cell rest)) {
      into.add(send);
      cell = rest;
    }
  }

  private static Cell reversed(Cell from) {
    Cell turned = END;
    Cell cell = from;
    while (cell instanceof Link(Send send, Cell rest)) {
      turned = new Link(send, turned);
      cell = rest;
    }
    return turned;
  }

  /// Equal are queues with the same limit and the same messages in the same order.
  @Override
  public boolean equals(Object other) {
    return other instanceof PendingQueue queue
        && size == queue.size
        && limit.equals(queue.limit)
        && toList().equals(queue.toList());
  }

  @Override
  public int hashCode() {
    return 31 * limit.hashCode() + toList().hashCode();
  }

  @Override
  public String toString() {
    return toList().toString();
  }
}
