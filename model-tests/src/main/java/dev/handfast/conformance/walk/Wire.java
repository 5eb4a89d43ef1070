package dev.handfast.conformance.walk;

import dev.handfast.transition.Outbox;
import dev.handfast.transition.Wrote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An ideal connection: what waits to be written, what the pipe holds, and whether the peer reads.
///
/// The pipe takes any number of small frames; of a large one, which is larger than the pipe, it
/// takes a part while the peer does not read. Or it takes nothing at all in that time.
final class Wire {
  private static final String END = "end";

  private final Stalled stalled;
  private final List<Parcel> line;
  private final List<Parcel> pipe;
  private Ending ending = Ending.NONE;
  private Outbox.Head head = Outbox.Head.UNTOUCHED;
  private boolean reads = true;
  private boolean speaks = true;
  private boolean left;
  private boolean endWritten;

  /// What the pipe takes while the peer does not read.
  enum Stalled {
    /// What is small, and a part of what is large.
    A_PART,
    /// Not a byte.
    NOTHING
  }

  /// How far our side is.
  private enum Ending {
    NONE,
    OPEN,
    HALF_CLOSE,
    HALF_CLOSED,
    HANG_UP,
    GONE
  }

  /// A frame: a message by its number, or one of the connection's own by its name.
  private record Parcel(long message, String control) {}

  Wire() {
    this(Stalled.A_PART);
  }

  Wire(Stalled stalled) {
    this(stalled, new ArrayList<>(), new ArrayList<>());
  }

  private Wire(Stalled stalled, List<Parcel> line, List<Parcel> pipe) {
    this.stalled = stalled;
    this.line = line;
    this.pipe = pipe;
  }

  Wire copy() {
    var copy = new Wire(stalled, new ArrayList<>(line), new ArrayList<>(pipe));
    copy.ending = ending;
    copy.head = head;
    copy.reads = reads;
    copy.speaks = speaks;
    copy.left = left;
    copy.endWritten = endWritten;
    return copy;
  }

  // What the machine orders.

  void open() {
    ending = Ending.OPEN;
  }

  void message(long number) {
    line.add(new Parcel(number, ""));
  }

  void withdraw(long number) {
    line.remove(new Parcel(number, ""));
  }

  void control(String name) {
    line.add(new Parcel(0, name));
  }

  void halfClose() {
    ending = Ending.HALF_CLOSE;
  }

  void hangUp() {
    if (isThere()) {
      boolean begun = head == Outbox.Head.PARTLY;
      if (begun) {
        line.clear(); // the pipe is full: nothing more gets in
      } else {
        line.removeIf(parcel -> parcel.control().isEmpty());
      }
      ending = Ending.HANG_UP;
    }
  }

  // What happens by itself.

  /// Hands over what the pipe takes, and tells where that was news about messages.
  Optional<Wrote> write(Items items) {
    int messages = 0;
    Outbox.Head now = Outbox.Head.UNTOUCHED;
    boolean moves = reads || stalled == Stalled.A_PART;
    while (moves && isThere() && !line.isEmpty() && now == Outbox.Head.UNTOUCHED) {
      Parcel first = line.getFirst();
      boolean message = first.control().isEmpty();
      if (message && !reads && items.of(first.message()).isLarge()) {
        now = Outbox.Head.PARTLY;
      } else {
        pipe.add(line.removeFirst());
        messages += message ? 1 : 0;
      }
    }
    boolean news = messages > 0 || now != head;
    head = now;
    return news && ending != Ending.HANG_UP
        ? Optional.of(new Wrote(messages, now))
        : Optional.empty();
  }

  void endIfOrdered() {
    if (ending == Ending.HANG_UP || (ending == Ending.HALF_CLOSE && line.isEmpty())) {
      ending = ending == Ending.HANG_UP ? Ending.GONE : Ending.HALF_CLOSED;
      if (!endWritten) {
        endWritten = true;
        pipe.add(new Parcel(0, END));
      }
    }
  }

  /// What the peer reads now.
  List<String> read(Items items) {
    if (!reads) {
      return List.of();
    }
    List<String> frames = names(pipe, items);
    pipe.stream()
        .filter(parcel -> parcel.control().isEmpty())
        .forEach(parcel -> items.of(parcel.message()).arrived());
    pipe.clear();
    return frames;
  }

  // What the peer does; false where it cannot.

  /// Whether what the peer says is heard.
  boolean hears() {
    return isThere() && speaks;
  }

  /// Whether a peer that reads would read at once; before there is one, nothing stands against it.
  boolean isRead() {
    return reads;
  }

  boolean stopsReading() {
    boolean does = isThere() && speaks && reads;
    reads &= !does;
    return does;
  }

  boolean readsOn() {
    boolean does = !reads && !left;
    reads |= does;
    return does;
  }

  boolean ends() {
    boolean does = hears();
    speaks &= !does;
    return does;
  }

  boolean leaves() {
    boolean does = hears();
    if (does) {
      speaks = false;
      reads = false;
      left = true;
      pipe.clear();
    }
    return does;
  }

  /// Whether it is open, in our direction at least for reading.
  boolean isThere() {
    return ending != Ending.NONE && ending != Ending.GONE;
  }

  /// The state, with messages by their places.
  String described(Items items) {
    return "%s %s reads %s speaks %s left %s, line %s, pipe %s"
        .formatted(ending, head, reads, speaks, left, names(line, items), names(pipe, items));
  }

  private static List<String> names(List<Parcel> parcels, Items items) {
    return parcels.stream().map(parcel -> name(parcel, items)).toList();
  }

  private static String name(Parcel parcel, Items items) {
    return parcel.control().isEmpty() ? items.name(items.of(parcel.message())) : parcel.control();
  }
}
