package dev.handfast.conformance.reference;

import dev.handfast.conformance.script.Account;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// The client's direction of the connection: what waits to be taken, what is on its way, what
/// arrived.
final class Outgoing {
  /// 600 bytes hold every `protocol_error` of a script.
  private static final int ROOM_FOR_ERROR = 600;

  private final int capacity;
  private final Consumer<Parcel> written;
  private final Consumer<String> arrived;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private final List<String> underway = new ArrayList<>();
  private int bytesUnderway;
  private boolean peerReads = true;
  private boolean peerGone;
  private boolean ending;
  private boolean endTold;

  /// One frame.
  static final class Parcel {
    final String tag;
    final String frame;
    final int size;
    final boolean message;
    private int taken;

    Parcel(String tag, String frame, int size, boolean message) {
      this.tag = tag;
      this.frame = frame;
      this.size = size;
      this.message = message;
    }

    boolean isLog() {
      return frame.startsWith("log ");
    }

    boolean isCut() {
      return taken > 0 && taken < size;
    }
  }

  /// @param capacity what fits while the peer does not read
  /// @param written told of each message whose last byte is taken
  /// @param arrived told of each frame that the peer reads
  Outgoing(int capacity, Consumer<Parcel> written, Consumer<String> arrived) {
    this.capacity = capacity;
    this.written = written;
    this.arrived = arrived;
  }

  void add(Parcel parcel) {
    waiting.add(parcel);
  }

  /// Messages, partly taken ones included, that wait.
  List<Parcel> messages() {
    return waiting.stream().filter(parcel -> parcel.message).toList();
  }

  /// Drops a message that waits.
  void drop(Parcel parcel) {
    waiting.remove(parcel);
  }

  void move() {
    while (!waiting.isEmpty() && !peerGone) {
      Parcel first = waiting.peek();
      int step =
          Math.min(first.size - first.taken, peerReads ? first.size : capacity - bytesUnderway);
      first.taken += step;
      bytesUnderway += step;
      if (first.taken < first.size) {
        return;
      }
      waiting.remove();
      underway.add(first.frame);
      if (first.message) {
        written.accept(first);
      }
      deliver();
    }
    deliver();
  }

  private void deliver() {
    if (!peerReads || peerGone) {
      return;
    }
    underway.forEach(arrived);
    underway.clear();
    bytesUnderway = 0;
    if (ending && waiting.isEmpty() && !endTold) {
      endTold = true;
      arrived.accept("end");
    }
  }

  void peerReads(boolean reads) {
    peerReads = reads;
  }

  /// The peer closed, or the connection broke: what is on its way is lost.
  void peerGone() {
    peerGone = true;
  }

  /// Ends the direction behind everything that waits.
  void halfClose() {
    ending = true;
  }

  /// Ends the direction now: what waits is dropped, an error goes out if there is room.
  void hangUp(String error) {
    boolean blocked = !waiting.isEmpty();
    waiting.clear();
    int room = peerReads ? capacity : capacity - bytesUnderway;
    if (!error.isEmpty() && !blocked) {
      underway.add(room >= ROOM_FOR_ERROR ? error : error + Account.PERHAPS);
    }
    ending = true;
    deliver();
  }
}
